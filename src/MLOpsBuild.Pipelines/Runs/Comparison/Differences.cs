using MLOpsBuild.Content;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Pipelines.Runs.Comparison;

/// <summary>A setting that differs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its text in the first run; null when it has none.</param>
/// <param name="Second">Its text in the second run.</param>
public sealed record TextDifference(string Name, string? First, string? Second);

/// <summary>Rows that differ between two runs.</summary>
/// <param name="Use">What they are for: <c>training</c> or <c>evaluation</c>.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="First">The first run's window; null when it used none of the dataset.</param>
/// <param name="Second">The second run's window.</param>
/// <param name="Partitions">The partitions that only one of them used, or of which they used other bytes.</param>
public sealed record DataDifference(string Use, string Dataset, string? First, string? Second, IReadOnlyList<PartitionDifference> Partitions);

/// <summary>A partition that differs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its bytes in the first run; null when it did not use it.</param>
/// <param name="Second">Its bytes in the second run.</param>
public sealed record PartitionDifference(string Name, Digest? First, Digest? Second);

/// <summary>A step whose key differs.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reasons">What differs, one phrase each: <c>parameter trees 200 → 300</c>.</param>
public sealed record StepDifference(string Step, IReadOnlyList<string> Reasons);

/// <summary>What can be said of a metric's difference.</summary>
public enum MetricVerdict
{
    /// <summary>The runs were not measured on the same rows, or their predictions are gone: nothing can be said of chance.</summary>
    NotPaired,

    /// <summary>Chance could have made the difference.</summary>
    Undecided,

    /// <summary>The second run is better.</summary>
    Better,

    /// <summary>The second run is worse.</summary>
    Worse,

    /// <summary>There is no difference to judge: both runs made the same predictions.</summary>
    Same,
}

/// <summary>One metric of two runs.</summary>
/// <param name="Slice">The slice; null for all rows.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="First">The first run's value; null when it has none.</param>
/// <param name="Second">The second run's value.</param>
/// <param name="Verdict">What can be said of the difference.</param>
public sealed record MetricDifference(string? Slice, string Metric, MetricDirection Direction, double? First, double? Second, MetricVerdict Verdict)
{
    /// <summary>Second less first; null when one of them has no value.</summary>
    public double? Difference => Second - First;

    /// <summary>The lower end of the 95 % interval of the difference, whole blocks resampled with both runs' predictions paired; null when not paired.</summary>
    public double? Low { get; init; }

    /// <summary>Its upper end.</summary>
    public double? High { get; init; }

    /// <summary>The two-sided p-value of no difference, from the same resamples; null when not paired.</summary>
    public double? PValue { get; init; }

    /// <summary>As people name it: <c>auc</c>, <c>auc at distance&gt;=2000</c>.</summary>
    public string Name => Slice is null ? Metric : $"{Metric} at {Slice}";
}
