namespace MLOpsBuild.Learning.Leakage;

/// <summary>What to check. Every value is checked when it is set.</summary>
public sealed record LeakageOptions
{
    /// <summary>Columns whose values must not be on both sides. Default none.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The column of times before which the training must end; null when rows have no time.</summary>
    public string? Time { get; init; }

    /// <summary>How much later than the last training row the first test row must be: as long as outcomes take to be known. Default 0: later at all.</summary>
    public TimeSpan Gap { get; init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Gap), value, "Gap must not be negative."); }

    /// <summary>The columns that the model is given; null for all but <see cref="Identifiers"/> and <see cref="Time"/>.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The share of test rows that may have the features of a training row, 0 to 1. Default 0.01: where features are few and coarse, some agree by chance.</summary>
    public double MostDuplicates { get; init => field = Check.Within(value, 0, 1, nameof(MostDuplicates)); } = 0.01;

    /// <summary>From this score on a single feature is a leak, 0 to 1: see <see cref="FeatureScore.Score"/>. Default 0.9, an AUC of 0.95.</summary>
    public double MostScore { get; init => field = Check.Within(value, 0, 1, nameof(MostScore)); } = 0.9;
}
