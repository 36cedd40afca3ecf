using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The loss that the trees reduce: keeps every row's score and its first and second derivative in fixed point.</summary>
/// <remarks>
/// Derivatives are rounded to 31-bit integers of a common unit and added as 64-bit ones. Integer sums do not depend on their order, so that
/// the work can be cut for any number of threads; at most 2³¹ rows of at most 2³⁰ units stay below 2⁶².
/// </remarks>
internal abstract class Objective(double[] target, Workers workers)
{
    /// <summary>The units of a derivative of 1 where derivatives are at most 1.</summary>
    protected const double Units = 1 << 30;

    /// <summary>Losses are added up in blocks of this many rows, whoever does it.</summary>
    protected const int Block = 4096;

    private readonly double[] _blockLoss = new double[(target.Length + Block - 1) / Block];

    protected double[] Target { get; } = target;

    protected Workers Workers { get; } = workers;

    /// <summary>The score of every row.</summary>
    public double[] Scores { get; } = new double[target.Length];

    /// <summary>First and second derivative of each row: two integers.</summary>
    public int[] Derivatives { get; } = new int[2 * target.Length];

    /// <summary>The score before the first tree.</summary>
    public abstract double Initial { get; }

    /// <summary>The value of one unit of first derivatives.</summary>
    public double GradientUnit { get; protected set; } = 1 / Units;

    /// <summary>The value of one unit of second derivatives.</summary>
    public abstract double HessianUnit { get; }

    public static Objective Of(LearningTask task, double[] target, Workers workers)
    {
        Objective objective = task == LearningTask.Binary ? new LogLossObjective(target, workers) : new SquaredErrorObjective(target, workers);
        Array.Fill(objective.Scores, objective.Initial);
        return objective;
    }

    /// <summary>Computes the derivatives at the present scores and returns the mean loss.</summary>
    public double Differentiate()
    {
        Prepare();
        Workers.ForBlocks(Target.Length, Block, (block, start, count) => _blockLoss[block] = Differentiate(start, count));
        return PairwiseSum.Of(_blockLoss) / Target.Length;
    }

    /// <summary>Chooses the unit, where it depends on the scores.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Fills the derivatives of some rows and returns the sum of their losses.</summary>
    protected abstract double Differentiate(int start, int count);
}
