using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Pipelines.Snapshots;

namespace MLOpsBuild.Pipelines.Tests.Fixtures;

/// <summary>Metrics, evaluations and comparisons written by hand.</summary>
internal static class Measured
{
    public static MetricValue Value(double? value, string metric = "auc") => new(value, MetricNames.DirectionOf(metric), 1000, 30, null, null);

    public static AcceptedMetric Accepted(double? value, ToleranceKind kind, double margin = 0, string metric = "auc") =>
        new(value, MetricNames.DirectionOf(metric), 1000, 30, null, new Tolerance(kind, margin));

    public static EvaluationResult Evaluation(params (string Name, double? Value)[] metrics) => Evaluation(metrics, []);

    public static EvaluationResult Evaluation((string Name, double? Value)[] metrics, (string Slice, string Name, double? Value)[] slices) => new(
        metrics.ToDictionary(m => m.Name, m => Value(m.Value, m.Name)),
        slices.GroupBy(s => s.Slice).ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, MetricValue>)g.ToDictionary(s => s.Name, s => Value(s.Value, s.Name))),
        []);

    /// <summary>A gain whose 500 replicates lie evenly from <paramref name="low"/> to <paramref name="high"/>; its one-sided bounds are 5 % from the ends.</summary>
    public static MetricGain Gain(double low, double high, string metric = "auc")
    {
        var replicates = new BootstrapDistribution([.. Enumerable.Range(0, 500).Select(i => (double?)(low + ((high - low) * i / 499)))]);
        return new MetricGain((low + high) / 2, MetricNames.DirectionOf(metric), 1000, 30, replicates.Quantile(0.05), replicates.Quantile(0.95), replicates);
    }

    public static ComparisonResult Paired(MetricGain gain, params (string Slice, MetricGain Gain)[] slices) => new(
        new Dictionary<string, MetricGain> { ["auc"] = gain },
        slices.ToDictionary(s => s.Slice, s => (IReadOnlyDictionary<string, MetricGain>)new Dictionary<string, MetricGain> { ["auc"] = s.Gain }));
}
