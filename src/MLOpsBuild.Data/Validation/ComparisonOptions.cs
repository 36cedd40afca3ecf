namespace MLOpsBuild.Data.Validation;

/// <summary>What to look for between the rows that a model is trained with and those that it is tested with.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The columns that tell whose row it is (a customer, an order); the same one in both leaks. Default: none.</summary>
    public IReadOnlyList<string> Index { get; init; } = [];

    /// <summary>The label's column; null when it is not to be looked at.</summary>
    public string? Label { get; init; }

    /// <summary>The column of times; null when there is none.</summary>
    public string? Time { get; init; }

    /// <summary>The columns that together make a sample; empty takes all that both have, without index and time.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];

    /// <summary>The least number of test rows. Default: 100.</summary>
    public long LeastTestRows { get; init; } = 100;

    /// <summary>The least ratio of test rows to training rows. Default: 0.01.</summary>
    public double LeastTestShare { get; init; } = 0.01;

    /// <summary>True when both must have the same number of rows. Default: false.</summary>
    public bool SameRows { get; init; }

    /// <summary>The share of test values of a column that may be new. Default: 0.</summary>
    public double NewCategories { get; init; }

    /// <summary>The share of test rows whose index, time or sample may occur in training. Default: 0.</summary>
    public double Leakage { get; init; }

    /// <summary>How far a feature may have moved: the Kolmogorov–Smirnov distance of numbers and times, Cramér's V (without what chance brings) of texts. Default: 0.2.</summary>
    public double FeatureDrift { get; init; } = 0.2;

    /// <summary>How far the label may have moved, measured like a feature; a number of at most ten different values is one of classes. Default: 0.15.</summary>
    public double LabelDrift { get; init; } = 0.15;

    /// <summary>The score with which a feature alone may predict the label in training, as by a rule <c>predictive-power</c>. Default: 0.7.</summary>
    public double LabelCorrelation { get; init; } = 0.7;

    /// <summary>How far that score may differ in testing. Default: 0.2.</summary>
    public double LabelCorrelationChange { get; init; } = 0.2;

    /// <summary>Columns that are no features: drift and the label's correlations leave them out, as they do the index and the time. Default: none.</summary>
    public IReadOnlyList<string> NoFeatures { get; init; } = [];

    /// <summary>The checks, by the names of <see cref="DatasetComparison.Checks"/>, whose findings are warnings. Default: none.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
