using MLOpsBuild.Content;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Pipelines.Runs.Search;

namespace MLOpsBuild.Pipelines.Runs.Comparison;

/// <summary>The best run by a metric, and whether it can be told from the second.</summary>
/// <param name="Metric">The metric, as <c>auc</c> or <c>auc at distance&gt;=2000</c>.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Best">The newest run of the best model.</param>
/// <param name="Second">The newest run of the best other model; null when there is none.</param>
/// <param name="Verdict">What the paired test says of the best against the second.</param>
/// <param name="Interval">The 95 % interval of the metric's difference, best less second; null when not paired.</param>
/// <param name="PValue">The two-sided p-value; null when not paired.</param>
/// <param name="WhyNotPaired">Why they cannot be paired, as a sentence; null when they can.</param>
public sealed record BestRun(
    string Metric, MetricDirection Direction, RunSummary Best, RunSummary? Second, MetricVerdict Verdict, Interval? Interval, double? PValue, string? WhyNotPaired)
{
    /// <summary>The best of some runs; null when none of them has the metric.</summary>
    /// <param name="log">The records.</param>
    /// <param name="store">Where predictions are kept.</param>
    /// <param name="runs">The runs to choose from.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="direction">Which values are better; null for the metric's own direction.</param>
    public static BestRun? Of(RunLog log, ContentStore store, IEnumerable<RunSummary> runs, string metric, MetricDirection? direction)
    {
        ArgumentNullException.ThrowIfNull(log);
        var measured = runs.Where(r => r.Metric(metric) is not null).ToArray();
        if (measured.Length == 0) return null;
        var better = direction ?? DirectionOf(log, measured, metric);
        var sign = better == MetricDirection.Higher ? -1 : 1;
        // A model that was found again is no rival of itself.
        RunSummary[] models = [.. measured.OrderBy(r => sign * r.Metric(metric)!.Value).ThenByDescending(r => r.Id, StringComparer.Ordinal).DistinctBy(r => (r.Model?.ToString() ?? r.Id, r.Metric(metric)))];
        var second = models.Skip(1).FirstOrDefault(r => r.Model is null || r.Model != models[0].Model);
        if (second is null) return new BestRun(metric, better, models[0], null, MetricVerdict.NotPaired, null, null, null);
        var gains = PairedRuns.Compare(store, log.Find(second.Id), log.Find(models[0].Id), out var why);
        if (gains is null) return new BestRun(metric, better, models[0], second, MetricVerdict.NotPaired, null, null, why);
        if (!gains.TryGetValue(metric, out var gain)) return new BestRun(metric, better, models[0], second, MetricVerdict.NotPaired, null, null, "The stored predictions do not say which rows a slice has.");
        var (interval, p, verdict) = PairedRuns.Judge(gain);
        return new BestRun(metric, better, models[0], second, verdict, interval, p, interval is null ? "There are too few blocks of rows to resample." : null);
    }

    /// <summary>As the newest run that has it was measured.</summary>
    private static MetricDirection DirectionOf(RunLog log, RunSummary[] measured, string metric)
    {
        var evaluation = log.Find(measured.MaxBy(r => r.Id, StringComparer.Ordinal)!.Id).Evaluation!;
        if (evaluation.Metrics.TryGetValue(metric, out var value)) return value.Direction;
        return evaluation.Slices.SelectMany(s => s.Value.Select(m => (Name: $"{m.Key} at {s.Key}", m.Value))).First(m => m.Name == metric).Value.Direction;
    }
}
