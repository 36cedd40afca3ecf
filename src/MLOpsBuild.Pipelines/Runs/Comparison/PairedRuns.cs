using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Runs.Comparison;

/// <summary>Two runs on the same rows: their stored predictions, paired row by row.</summary>
public static class PairedRuns
{
    private const double Level = 0.95;

    /// <summary>How much better the second run is than the first, whole blocks of rows resampled.</summary>
    /// <param name="store">Where the predictions are kept.</param>
    /// <param name="first">A run.</param>
    /// <param name="second">Another run.</param>
    /// <param name="why">Why they cannot be paired, as a sentence; null when they can.</param>
    /// <returns>The gains by metric; null when the runs cannot be paired.</returns>
    public static IReadOnlyDictionary<string, MetricGain>? Compare(ContentStore store, RunRecord first, RunRecord second, out string? why)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Measuring is null || second.Measuring is not { } measuring) return No(out why, $"Run {(first.Measuring is null ? first.Id : second.Id)} has no record of how it was measured.");
        if (first.Measuring.Task != measuring.Task) return No(out why, $"One predicts {Word(first.Measuring.Task)}, the other {Word(measuring.Task)}.");
        var (ours, theirs) = (Predictions(store, second, out why), Predictions(store, first, out var whyNot));
        why ??= whyNot;
        if (ours is null || theirs is null) return null;
        if (!ours.Blocks.AsSpan().SequenceEqual(theirs.Blocks) || !ours.Target.AsSpan().SequenceEqual(theirs.Target)) return No(out why, "They were not measured on the same rows.");
        var metrics = MetricNames.All(measuring.Task).Where(name => first.Evaluation!.Metrics.ContainsKey(name) && second.Evaluation!.Metrics.ContainsKey(name)).ToArray();
        var options = new EvaluationOptions { Seed = measuring.Seed, Replicates = measuring.Replicates, Metrics = metrics };
        try
        {
            return Evaluator.Compare(new EvaluationRows(measuring.Task, ours.Scores, ours.Target, ours.Blocks), theirs.Scores, options).Metrics;
        }
        catch (ArgumentException problem)
        {
            return No(out why, $"Their stored predictions cannot be measured: {problem.Message}");
        }
    }

    /// <summary>The interval of the difference in the metric's own direction, the two-sided p-value, and what follows.</summary>
    internal static (Interval? Interval, double? PValue, MetricVerdict Verdict) Judge(MetricGain gain)
    {
        if (gain.Distribution is not { IsUsable: true } drawn || drawn.Interval(Level) is not { } range) return (null, null, MetricVerdict.NotPaired);
        var p = Math.Min(1, 2 * Math.Min(drawn.ChanceAtOrBelow(0) ?? 1, drawn.ChanceAtOrAbove(0) ?? 1));
        var verdict = range is { Low: 0, High: 0 } ? MetricVerdict.Same : range.Low > 0 ? MetricVerdict.Better : range.High < 0 ? MetricVerdict.Worse : MetricVerdict.Undecided;
        return (gain.Direction == MetricDirection.Higher ? range : new Interval(0 - range.High, 0 - range.Low), p, verdict);
    }

    private static PredictedRows? Predictions(ContentStore store, RunRecord run, out string? why)
    {
        why = null;
        if (!run.Artifacts.TryGetValue("predictions", out var artifact) || !store.Contains(artifact.Digest))
        {
            why = $"The predictions of run {run.Id} are not in the store any more.";
            return null;
        }

        try
        {
            using var bytes = new MemoryStream(store.Get(artifact.Digest));
            return PredictedRows.From(TableFile.Read(bytes));
        }
        catch (Exception problem) when (problem is InvalidDataException or KeyNotFoundException or InvalidCastException or ContentCorruptException or ContentMissingException)
        {
            why = $"The predictions of run {run.Id} cannot be read: {problem.Message}";
            return null;
        }
    }

    private static IReadOnlyDictionary<string, MetricGain>? No(out string? why, string reason)
    {
        why = reason;
        return null;
    }

    private static string Word(Learning.LearningTask task) => task.ToString().ToLowerInvariant();
}
