namespace MLOpsBuild.Data.Drifts;

/// <summary>How to compare two samples.</summary>
public sealed record DriftOptions
{
    /// <summary>The time column that gives each row of the reference its block, the day. Required: rows of one day share their chance.</summary>
    public required string Time { get; init; }

    /// <summary>The columns to compare; null for all columns of the reference but the time.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Chooses the resamples. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of resamples behind a critical value. Default: 200.</summary>
    public int Replicates { get; init; } = 200;

    /// <summary>The share of resamples whose statistic the critical value exceeds. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The smallest Kolmogorov–Smirnov statistic that matters, however sure it is. Default: 0.1.</summary>
    public double LeastKolmogorovSmirnov { get; init; } = 0.1;

    /// <summary>The smallest stability index that matters. Default: 0.1.</summary>
    public double LeastStabilityIndex { get; init; } = 0.1;

    /// <summary>The smallest total variation distance that matters. Default: 0.1.</summary>
    public double LeastTotalVariation { get; init; } = 0.1;
}
