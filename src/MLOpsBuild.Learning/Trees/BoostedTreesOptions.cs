using System.Collections.Immutable;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The settings of <see cref="BoostedTrees"/>. Every value is checked when it is set.</summary>
public sealed record BoostedTreesOptions
{
    /// <summary>The kind of target: regression, binary, multiclass or ranking. Default: <see cref="LearningTask.Binary"/>.</summary>
    public LearningTask Task
    {
        get;
        init => field = value is LearningTask.Regression or LearningTask.Binary or LearningTask.Multiclass or LearningTask.Ranking
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Task), value, "Boosted trees learn Regression, Binary, Multiclass or Ranking.");
    }
    = LearningTask.Binary;

    /// <summary>What a regression reduces. Default: the squared error.</summary>
    public RegressionLoss Loss { get; init; }

    /// <summary>Which quantile <see cref="RegressionLoss.Quantile"/> predicts, above 0 and below 1. Default 0.5.</summary>
    public double Quantile { get; init => field = Check.Within(value, 1e-6, 1 - 1e-6, nameof(Quantile)); } = 0.5;

    /// <summary>From which size on errors count only linearly with <see cref="RegressionLoss.Huber"/>, in the target's unit, above 0. Default 1.</summary>
    public double HuberDelta { get; init => field = Check.Within(value, 1e-300, 1e300, nameof(HuberDelta)); } = 1;

    /// <summary>In a ranking, only places up to this one count, 1 to 1 000 000; 0 when all do. Default 0.</summary>
    public int RankingCutoff { get; init => field = Check.Within(value, 0, 1_000_000, nameof(RankingCutoff)); }

    /// <summary>The number of iterations, 1 to 10 000; each makes one tree, or one for each class. Default 200.</summary>
    public int Trees { get; init => field = Check.Within(value, 1, 10_000, nameof(Trees)); } = 200;

    /// <summary>The order in which nodes are cut. Default: level by level.</summary>
    public TreeGrowth Growth { get; init; }

    /// <summary>The most splits from root to leaf, 1 to 32. Default 4.</summary>
    public int Depth { get; init => field = Check.Within(value, 1, 32, nameof(Depth)); } = 4;

    /// <summary>The most leaves of a tree that grows leaf by leaf, 2 to 10 000. Default 31.</summary>
    public int Leaves { get; init => field = Check.Within(value, 2, 10_000, nameof(Leaves)); } = 31;

    /// <summary>The share of each tree's correction that is taken, above 0 and at most 1. Default 0.05.</summary>
    public double LearningRate { get; init => field = Check.Within(value, double.Epsilon, 1, nameof(LearningRate)); } = 0.05;

    /// <summary>The least sum of second derivatives in a leaf, 0 to 10⁹: rows for regression, rows times p(1 − p) for binary targets. Default 20.</summary>
    public double MinChildWeight { get; init => field = Check.Within(value, 0, 1e9, nameof(MinChildWeight)); } = 20;

    /// <summary>The least gain of a cut, twice what it takes off the sum of losses, 0 to 10⁹. Default 0.</summary>
    public double MinGain { get; init => field = Check.Within(value, 0, 1e9, nameof(MinGain)); }

    /// <summary>The L1 penalty on leaf values, 0 to 10⁹. Default 0.</summary>
    public double L1 { get; init => field = Check.Within(value, 0, 1e9, nameof(L1)); }

    /// <summary>The L2 penalty on leaf values, 0 to 10⁹. Default 1. Losses whose leaves are quantiles use penalties only to find cuts.</summary>
    public double L2 { get; init => field = Check.Within(value, 0, 1e9, nameof(L2)); } = 1;

    /// <summary>The share of rows that each iteration learns from, above 0 and at most 1. Default 1.</summary>
    public double RowShare { get; init => field = Check.Within(value, 1e-6, 1, nameof(RowShare)); } = 1;

    /// <summary>The share of features that each iteration tries, above 0 and at most 1; one at least. Default 1.</summary>
    public double FeatureShare { get; init => field = Check.Within(value, 1e-6, 1, nameof(FeatureShare)); } = 1;

    /// <summary>The most bins a feature's values are cut into, 2 to 255; missing values have one more. Default 255.</summary>
    public int Bins { get; init => field = Check.Within(value, 2, 255, nameof(Bins)); } = 255;

    /// <summary>
    /// By the name of a numeric feature, 1 when predictions must not fall as it grows and −1 when they must not rise. Default: none.
    /// In a multiclass task the scores obey, not the probabilities.
    /// </summary>
    public ImmutableSortedDictionary<string, int> Monotone
    {
        get;
        init => field = value.Values.All(d => d is 1 or -1) ? value.WithComparers(StringComparer.Ordinal) : throw new ArgumentOutOfRangeException(nameof(Monotone), "A direction is 1 or −1.");
    }
    = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>How texts are used; in multiclass tasks always as <see cref="CategoryTreatment.Native"/>, since classes have no mean. Default: encoded.</summary>
    public CategoryTreatment Categories { get; init; }

    /// <summary>The number of imagined average rows that each category's mean target starts from, 0 to 10⁹. Default 20.</summary>
    public double CategoryPriorWeight { get; init => field = Check.Within(value, 0, 1e9, nameof(CategoryPriorWeight)); } = 20;

    /// <summary>With native categories: second derivatives added to each category's when they are put in order, and to L2 in the gain, 0 to 10⁹. Default 10.</summary>
    public double CategorySmoothing { get; init => field = Check.Within(value, 0, 1e9, nameof(CategorySmoothing)); } = 10;

    /// <summary>With native categories: the most categories on the smaller side of a cut, 1 to 254. Default 32.</summary>
    public int CategoriesInCut { get; init => field = Check.Within(value, 1, 254, nameof(CategoriesInCut)); } = 32;

    /// <summary>
    /// With validation rows: training ends after this many iterations without a lower loss on them and keeps the best iteration, 1 to 10 000;
    /// 0 to make all trees and keep them. Default 50.
    /// </summary>
    public int Patience { get; init => field = Check.Within(value, 0, 10_000, nameof(Patience)); } = 50;

    /// <summary>Chooses the rows from which bins are cut when there are more than 2¹⁸, and the rows and features of each iteration. Default 0.</summary>
    public ulong Seed { get; init; }
}
