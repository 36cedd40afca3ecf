using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>An objective whose derivatives have no known bounds: they are computed as doubles, and their units follow from the greatest ones.</summary>
/// <param name="set">The rows.</param>
/// <param name="outputs">The number of scores a row.</param>
/// <param name="hasOnes">True when the second derivative of a row is its weight.</param>
/// <param name="workers">Who does the work.</param>
internal abstract class ScaledObjective(TrainingSet set, int outputs, bool hasOnes, Workers workers) : Objective(set, outputs, workers)
{
    private readonly double[] _greatest = new double[2 * ((set.Target.Length * outputs + Block - 1) / Block)];
    private readonly bool _onlyOnes = hasOnes && set.Weights is null;

    /// <summary>First derivatives, as <see cref="Objective.Scores"/> are ordered.</summary>
    protected double[] Gradients { get; } = new double[set.Target.Length * outputs];

    /// <summary>Second derivatives; empty where all are 1.</summary>
    protected double[] Hessians { get; } = new double[hasOnes && set.Weights is null ? 0 : set.Target.Length * outputs];

    public override double Differentiate()
    {
        var loss = Derive();
        Workers.ForBlocks(Gradients.Length, Block, Measure);
        var (gradient, hessian) = (0.0, 0.0);
        for (var i = 0; i < _greatest.Length; i += 2)
        {
            gradient = Math.Max(gradient, _greatest[i]);
            hessian = Math.Max(hessian, _greatest[i + 1]);
        }

        Packing = _onlyOnes ? Packing.OfOnes(Rows, Packing.PowerAbove(gradient)) : Packing.Of(Rows, Packing.PowerAbove(gradient), 2 * Packing.PowerAbove(hessian));
        Workers.ForBlocks(Gradients.Length, Block, Pack);
        return loss;
    }

    /// <summary>Fills the derivatives at the present scores and returns the loss.</summary>
    protected virtual double Derive() => MeanLoss(Derive);

    /// <summary>Fills the derivatives of some rows and returns the sum of their losses.</summary>
    protected abstract double Derive(int start, int count);

    private void Measure(int block, int start, int count)
    {
        var greatest = 0.0;
        for (var i = start; i < start + count; i++) greatest = Math.Max(greatest, Math.Abs(Gradients[i]));
        _greatest[2 * block] = greatest;
        if (_onlyOnes) return;
        greatest = 0;
        for (var i = start; i < start + count; i++) greatest = Math.Max(greatest, Hessians[i]);
        _greatest[2 * block + 1] = greatest;
    }

    private void Pack(int block, int start, int count)
    {
        var packing = Packing;
        if (!_onlyOnes)
        {
            for (var i = start; i < start + count; i++) Words[i] = packing.Word(Gradients[i], Hessians[i]);
            return;
        }

        // A division by a power of two is a multiplication by its inverse, exactly.
        var scale = 1 / packing.GradientUnit;
        for (var i = start; i < start + count; i++) Words[i] = ((long)Math.Round(Gradients[i] * scale) << packing.HessianBits) + 1;
    }
}
