namespace MLOpsBuild.Learning.Trees;

/// <summary>How single trees grow: what boosting and forests have in common.</summary>
internal sealed record GrowthOptions
{
    /// <summary>The most cuts from root to leaf.</summary>
    public required int Depth { get; init; }

    /// <summary>The most leaves when the leaf with the greatest gain is cut first; 0 to cut level by level, −1 to cut depth first.</summary>
    public int Leaves { get; init; }

    public double MinChildWeight { get; init; }

    public double MinGain { get; init; }

    public double L1 { get; init; }

    public double L2 { get; init; }

    public double CategorySmoothing { get; init; }

    public int CategoriesInCut { get; init; } = 32;

    /// <summary>1 or −1 where predictions must not fall or rise as a feature grows; empty when there are no such features.</summary>
    public int[] Monotone { get; init; } = [];

    /// <summary>Takes one cut by chance among each feature's instead of the best one.</summary>
    public bool RandomCuts { get; init; }

    /// <summary>The number of features that are tried for each node; 0 for all.</summary>
    public int FeaturesPerNode { get; init; }

    public ulong Seed { get; init; }
}
