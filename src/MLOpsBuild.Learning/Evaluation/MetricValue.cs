using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>A metric with its error.</summary>
/// <param name="Value">The metric; null when the rows can not say: there are none, or of one class only.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="N">The number of rows.</param>
/// <param name="Blocks">The number of blocks they come from.</param>
/// <param name="Low">The lower end of the interval by blocks; null with fewer than two blocks.</param>
/// <param name="High">Its upper end.</param>
public sealed record MetricValue(double? Value, MetricDirection Direction, int N, int Blocks, double? Low, double? High);

/// <summary>How much better a candidate is than the accepted model on the same rows.</summary>
/// <param name="Gain">The difference in the metric, turned so that positive is better for the candidate; null when the rows can not say.</param>
/// <param name="Direction">Which values of the metric itself are better.</param>
/// <param name="N">The number of rows.</param>
/// <param name="Blocks">The number of blocks they come from.</param>
/// <param name="Lower">The one-sided 95 % lower bound of the gain by blocks; null with fewer than two blocks.</param>
/// <param name="Upper">The one-sided 95 % upper bound.</param>
/// <param name="Distribution">The gains of the resamples, for other bounds and p-values; null with fewer than two blocks.</param>
public sealed record MetricGain(double? Gain, MetricDirection Direction, int N, int Blocks, double? Lower, double? Upper, BootstrapDistribution? Distribution);

/// <summary>The evaluation of one model.</summary>
/// <param name="Metrics">By name, in the order of <see cref="MetricNames.Of"/> when listed through it.</param>
/// <param name="Slices">The metrics of each slice, by its name.</param>
/// <param name="Calibration">The reliability diagram; empty for regression.</param>
public sealed record EvaluationResult(
    IReadOnlyDictionary<string, MetricValue> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricValue>> Slices,
    IReadOnlyList<CalibrationBin> Calibration)
{
    /// <summary>Of several classes, which are most often called another: the five most frequent, the first of equals in the classes' order. Empty for other tasks.</summary>
    public IReadOnlyList<ConfusedClasses> Confusions { get; init; } = [];
}

/// <summary>A candidate against the accepted model.</summary>
/// <param name="Metrics">The gain of each metric.</param>
/// <param name="Slices">The gains within each slice, by its name.</param>
public sealed record ComparisonResult(
    IReadOnlyDictionary<string, MetricGain> Metrics,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricGain>> Slices);
