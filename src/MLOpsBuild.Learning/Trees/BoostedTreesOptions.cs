namespace MLOpsBuild.Learning.Trees;

/// <summary>The settings of <see cref="BoostedTrees"/>. Every value is checked when it is set.</summary>
public sealed record BoostedTreesOptions
{
    /// <summary>The kind of target. Default: <see cref="LearningTask.Binary"/>.</summary>
    public LearningTask Task { get; init; } = LearningTask.Binary;

    /// <summary>The number of trees, 1 to 10 000. Default 200.</summary>
    public int Trees { get; init => field = Check.Within(value, 1, 10_000, nameof(Trees)); } = 200;

    /// <summary>The most splits from root to leaf, 1 to 12. Default 4.</summary>
    public int Depth { get; init => field = Check.Within(value, 1, 12, nameof(Depth)); } = 4;

    /// <summary>The share of each tree's correction that is taken, above 0 and at most 1. Default 0.05.</summary>
    public double LearningRate { get; init => field = Check.Within(value, double.Epsilon, 1, nameof(LearningRate)); } = 0.05;

    /// <summary>The least sum of second derivatives in a leaf, 0 to 10⁹: rows for regression, rows times p(1 − p) for binary targets. Default 20.</summary>
    public double MinChildWeight { get; init => field = Check.Within(value, 0, 1e9, nameof(MinChildWeight)); } = 20;

    /// <summary>The L2 penalty on leaf values, 0 to 10⁹. Default 1.</summary>
    public double L2 { get; init => field = Check.Within(value, 0, 1e9, nameof(L2)); } = 1;

    /// <summary>The most bins a feature's values are cut into, 2 to 255; missing values have one more. Default 255.</summary>
    public int Bins { get; init => field = Check.Within(value, 2, 255, nameof(Bins)); } = 255;

    /// <summary>The number of imagined average rows that each category's mean target starts from, 0 to 10⁹. Default 20.</summary>
    public double CategoryPriorWeight { get; init => field = Check.Within(value, 0, 1e9, nameof(CategoryPriorWeight)); } = 20;

    /// <summary>Chooses the rows from which bins are cut when there are more than 2¹⁸. Default 0.</summary>
    public ulong Seed { get; init; }
}
