using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>The loss that the trees reduce: keeps the scores of some rows, their first and second derivatives in fixed point, and their loss.</summary>
/// <param name="set">The rows: targets, weights and groups.</param>
/// <param name="outputs">The number of scores a row.</param>
/// <param name="workers">Who does the work.</param>
internal abstract class Objective(TrainingSet set, int outputs, Workers workers)
{
    /// <summary>Losses are added up in blocks of this many rows, whoever does it.</summary>
    protected const int Block = 4096;

    private readonly double[] _blockLoss = new double[(set.Target.Length + Block - 1) / Block];

    /// <summary>The number of rows.</summary>
    public int Rows => Target.Length;

    /// <summary>The number of scores a row, and of trees an iteration.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>The scores, output by output: row r of output k at k · <see cref="Rows"/> + r.</summary>
    public double[] Scores { get; } = new double[outputs * set.Target.Length];

    /// <summary>The derivatives at those scores, in the same order.</summary>
    public long[] Words { get; } = new long[outputs * set.Target.Length];

    /// <summary>How the words are made; it may change with every iteration.</summary>
    public Packing Packing { get; protected set; }

    /// <summary>The score of each output before the first tree.</summary>
    public abstract double[] Initial { get; }

    /// <summary>True when leaves take <see cref="LeafValue"/> instead of the Newton step.</summary>
    public virtual bool SetsLeaves => false;

    protected double[] Target { get; } = set.Target;

    protected double[]? Weights { get; } = set.Weights;

    protected Workers Workers { get; } = workers;

    /// <summary>Sets all scores of each output to one value.</summary>
    public void Begin(double[] initial)
    {
        for (var k = 0; k < Outputs; k++) Array.Fill(Scores, initial[k], k * Rows, Rows);
    }

    /// <summary>Computes the derivatives at the present scores and returns the loss.</summary>
    public abstract double Differentiate();

    /// <summary>The best addition to the scores of the given rows, which are in ascending order.</summary>
    public virtual double LeafValue(ReadOnlySpan<int> rows) => throw new NotSupportedException();

    /// <summary>The mean over all rows of losses that are summed up for blocks of rows: first row, count.</summary>
    protected double MeanLoss(Func<int, int, double> sumOf)
    {
        Workers.ForBlocks(Rows, Block, (block, start, count) => _blockLoss[block] = sumOf(start, count));
        return PairwiseSum.Of(_blockLoss) / (Weights is null ? Rows : PairwiseSum.Of(Weights));
    }

    protected double WeightOf(int row) => Weights is null ? 1 : Weights[row];

    /// <summary>The mean target, weighted.</summary>
    protected double MeanTarget()
    {
        if (Weights is null) return PairwiseSum.Mean(Target);
        var products = new double[Rows];
        for (var row = 0; row < Rows; row++) products[row] = Weights[row] * Target[row];
        return PairwiseSum.Of(products) / PairwiseSum.Of(Weights);
    }
}
