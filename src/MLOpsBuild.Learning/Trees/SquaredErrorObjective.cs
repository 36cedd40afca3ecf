using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Squared error: gradient score − y in units of 2⁻³⁰ of the greatest one (a power of two), hessian 1. The loss is the mean squared error.</summary>
internal sealed class SquaredErrorObjective(double[] target, Workers workers) : Objective(target, workers)
{
    private double _scale = 1;

    public override double Initial { get; } = PairwiseSum.Mean(target);

    public override double HessianUnit => 1;

    protected override void Prepare()
    {
        var greatest = new double[(Target.Length + Block - 1) / Block];
        Workers.ForBlocks(Target.Length, Block, (block, start, count) =>
        {
            for (var row = start; row < start + count; row++) greatest[block] = Math.Max(greatest[block], Math.Abs(Scores[row] - Target[row]));
        });

        // A power of two scales without rounding; the exponent is clamped to where its inverse is finite.
        var exponent = Math.Clamp(Math.ILogB(Math.Max(greatest.Max(), 2.2250738585072014e-308)) + 1, -900, 1000);
        _scale = Math.ScaleB(1, 30 - exponent);
        GradientUnit = Math.ScaleB(1, exponent - 30);
    }

    protected override double Differentiate(int start, int count)
    {
        var loss = 0.0;
        for (var row = start; row < start + count; row++)
        {
            var residual = Scores[row] - Target[row];
            loss += residual * residual;
            Derivatives[2 * row] = (int)(residual * _scale);
            Derivatives[2 * row + 1] = 1;
        }

        return loss;
    }
}
