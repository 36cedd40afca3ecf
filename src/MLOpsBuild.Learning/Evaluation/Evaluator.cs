using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>Measures a model, and compares two, with intervals that resample whole blocks. The result does not depend on the number of threads.</summary>
public static class Evaluator
{
    /// <summary>All metrics of the task, over all rows and over each slice, and the reliability diagram.</summary>
    public static EvaluationResult Evaluate(EvaluationRows rows, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var calibration = rows.Task switch
        {
            LearningTask.Binary => Calibration.Bins(rows.Predictions, rows.Target, options.CalibrationBins, rows.Weights),
            LearningTask.Multiclass => MulticlassMetrics.Bins(rows.Predictions, rows.Target, options.CalibrationBins, rows.Weights),
            _ => [],
        };
        var (metrics, slices) = EachPart(rows, part => Measure(rows, part, options));
        return new EvaluationResult(metrics, slices, calibration) { Confusions = ConfusedClasses.MostFrequent(rows) };
    }

    /// <summary>As the other overload, with the other settings at their defaults.</summary>
    public static EvaluationResult Evaluate(EvaluationRows rows, ulong seed, int replicates) =>
        Evaluate(rows, new EvaluationOptions { Seed = seed, Replicates = replicates });

    /// <summary>How much better the rows' predictions are than those of the accepted model on the same rows.</summary>
    /// <param name="candidate">The candidate's predictions, with the outcomes.</param>
    /// <param name="accepted">The accepted model's prediction of each of these rows.</param>
    /// <param name="options">How to evaluate.</param>
    public static ComparisonResult Compare(EvaluationRows candidate, double[] accepted, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(options);
        EvaluationRows.Checked(candidate.Task, accepted, candidate.Predictions.Length, candidate.Outputs);
        var (metrics, slices) = EachPart(candidate, part => Gains(candidate, accepted, part, options));
        return new ComparisonResult(metrics, slices);
    }

    private static (IReadOnlyDictionary<string, T> All, IReadOnlyDictionary<string, IReadOnlyDictionary<string, T>> Slices) EachPart<T>(
        EvaluationRows rows, Func<int[], IReadOnlyDictionary<string, T>> work)
    {
        int[] all = [.. Enumerable.Range(0, rows.Target.Length)];
        var slices = new SortedDictionary<string, IReadOnlyDictionary<string, T>>(StringComparer.Ordinal);
        foreach (var (name, flags) in rows.Slices) slices.Add(name, work([.. all.Where(row => flags[row])]));
        return (work(all), slices);
    }

    private static SortedDictionary<string, MetricValue> Measure(EvaluationRows rows, int[] part, EvaluationOptions options)
    {
        var data = rows.Data(rows.Predictions, part);
        var metrics = Prepare(data, options);
        var isByFormula = Array.ConvertAll(metrics, m => data.RowsAreIndependent && m.Metric.Analytic is not null);
        var drawn = Draw(data.Blocks, options, [.. metrics.Where((_, m) => !isByFormula[m]).Select(m => (BlockStatistic)m.Metric.Of)]);
        var values = new SortedDictionary<string, MetricValue>(StringComparer.Ordinal);
        var next = 0;
        for (var m = 0; m < metrics.Length; m++)
        {
            var (name, metric) = metrics[m];
            var interval = isByFormula[m] ? metric.Analytic!(options.Level) : drawn?[next++].Interval(options.Level);
            if (metric.Value is null) interval = null;
            values.Add(name, new MetricValue(metric.Value, MetricNames.DirectionOf(name), part.Length, data.Blocks.Count, interval?.Low, interval?.High));
        }

        return values;
    }

    private static SortedDictionary<string, MetricGain> Gains(EvaluationRows rows, double[] accepted, int[] part, EvaluationOptions options)
    {
        var data = rows.Data(rows.Predictions, part);
        var ours = Prepare(data, options);
        var theirs = Prepare(rows.Data(accepted, part), options);
        var signs = Array.ConvertAll(ours, m => MetricNames.DirectionOf(m.Name) == MetricDirection.Higher ? 1 : -1);
        var drawn = Draw(data.Blocks, options, [.. ours.Select((m, i) => (BlockStatistic)(weights => signs[i] * (m.Metric.Of(weights) - theirs[i].Metric.Of(weights))))]);
        var gains = new SortedDictionary<string, MetricGain>(StringComparer.Ordinal);
        for (var m = 0; m < ours.Length; m++)
        {
            var gain = signs[m] * (ours[m].Metric.Value - theirs[m].Metric.Value);
            var distribution = gain is null ? null : drawn?[m];
            gains.Add(ours[m].Name, new MetricGain(
                gain, MetricNames.DirectionOf(ours[m].Name), part.Length, data.Blocks.Count, distribution?.Quantile(0.05), distribution?.Quantile(0.95), distribution));
        }

        return gains;
    }

    private static (string Name, BlockMetric Metric)[] Prepare(MetricData data, EvaluationOptions options) =>
        [.. (options.Metrics ?? MetricNames.Of(data.Task)).Distinct().Select(name => (name, BlockMetric.Named(name, data, options)))];

    // One block can not show how blocks differ.
    private static BootstrapDistribution[]? Draw(BlockIndex blocks, EvaluationOptions options, IReadOnlyList<BlockStatistic> statistics) => blocks.Count < 2
        ? null
        : BlockBootstrap.Of(
            blocks.Count, new BootstrapOptions { Seed = options.Seed, Replicates = options.Replicates, Threads = options.Threads }, statistics);
}
