namespace MLOpsBuild.Learning.Trees;

/// <summary>The settings of <see cref="RandomForest"/> and <see cref="ExtraTrees"/>. Every value is checked when it is set.</summary>
public sealed record ForestOptions
{
    /// <summary>The kind of target: regression, binary or multiclass. Default: <see cref="LearningTask.Binary"/>.</summary>
    public LearningTask Task
    {
        get;
        init => field = value is LearningTask.Regression or LearningTask.Binary or LearningTask.Multiclass
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Task), value, "Forests learn Regression, Binary or Multiclass.");
    }
    = LearningTask.Binary;

    /// <summary>The number of trees, 1 to 10 000; in a multiclass task for each class. Default 100.</summary>
    public int Trees { get; init => field = Check.Within(value, 1, 10_000, nameof(Trees)); } = 100;

    /// <summary>The most splits from root to leaf, 1 to 48. Default 24.</summary>
    public int Depth { get; init => field = Check.Within(value, 1, 48, nameof(Depth)); } = 24;

    /// <summary>The least sum of row weights in a leaf, 1 to 10⁹; a row drawn twice counts twice. Default 1.</summary>
    public double MinLeafWeight { get; init => field = Check.Within(value, 1, 1e9, nameof(MinLeafWeight)); } = 1;

    /// <summary>The number of features tried for each cut, 1 to 65 535; 0 for the square root of their number, or a third of it in a regression. Default 0.</summary>
    public int FeaturesPerCut { get; init => field = Check.Within(value, 0, ushort.MaxValue, nameof(FeaturesPerCut)); }

    /// <summary>The most bins a feature's values are cut into, 2 to 255; missing values have one more. Default 255.</summary>
    public int Bins { get; init => field = Check.Within(value, 2, 255, nameof(Bins)); } = 255;

    /// <summary>Decides all chance. Default 0.</summary>
    public ulong Seed { get; init; }
}
