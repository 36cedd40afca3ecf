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

    /// <summary>The checks, by the names of <see cref="DatasetComparison.Checks"/>, whose findings are warnings. Default: none.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
