using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting;

/// <summary>One dataset as the run used it.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Use">What for: <c>training</c>, <c>evaluation</c>.</param>
/// <param name="Partitions">The partitions, in order.</param>
public sealed record DataLine(string Dataset, string Use, IReadOnlyList<PartitionLine> Partitions)
{
    /// <summary>The window as the parameters state it: <c>2001-01..2001-03</c>.</summary>
    public string? Window { get; init; }

    /// <summary>What the data contract found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What is odd about the amount of data, in words: a day with a tenth of its usual rows.</summary>
    public IReadOnlyList<string> VolumeWarnings { get; init; } = [];
}

/// <summary>One partition.</summary>
/// <param name="Name">Its name: <c>2001-01</c>.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Period">What time it covers, in words or as bounds.</param>
/// <param name="Digest">The digest of its bytes.</param>
public sealed record PartitionLine(string Name, long Rows, string Period, Digest Digest)
{
    /// <summary>Rows per block (usually the day), in order; empty when unknown.</summary>
    public IReadOnlyList<double> Counts { get; init; } = [];

    /// <summary>The places in <see cref="Counts"/>, from 0, that the volume check found odd.</summary>
    public IReadOnlyList<int> OddCounts { get; init; } = [];
}

/// <summary>How one column's distribution differs from the reference.</summary>
/// <param name="Column">The column.</param>
/// <param name="Verdict">What the drift check says of it.</param>
public sealed record DriftLine(string Column, Verdict Verdict)
{
    /// <summary>The Kolmogorov–Smirnov statistic, 0 to 1 (numbers and times).</summary>
    public double? KolmogorovSmirnov { get; init; }

    /// <summary>The population stability index, from 0.</summary>
    public double? PopulationStability { get; init; }

    /// <summary>The total variation distance, 0 to 1 (texts).</summary>
    public double? TotalVariation { get; init; }

    /// <summary>The size of the effect is at least this, for all columns together; null when it is not known.</summary>
    public double? Low { get; init; }

    /// <summary>The size of the effect is at most this; null when it is not known.</summary>
    public double? High { get; init; }

    /// <summary>What the column is to the model when it is no feature: <c>target</c>, <c>prediction</c>; null for a feature.</summary>
    public string? Role { get; init; }

    /// <summary>The interval in words, all columns to the same three digits; null without one.</summary>
    internal string? Interval => Low is { } low && High is { } high ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}") : null;

    /// <summary>What the deciding statistic may reach.</summary>
    public double? Critical { get; init; }

    /// <summary>What changed, in words.</summary>
    public string? Note { get; init; }
}
