using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>What a search makes better.</summary>
public static class TuningMetric
{
    /// <summary>The task's own loss: see <see cref="TaskMetrics.Loss"/>.</summary>
    public const string Loss = "loss";

    private static readonly LearningTask[] Tasks = [LearningTask.Binary, LearningTask.Regression, LearningTask.Multiclass, LearningTask.Ranking];

    /// <summary>All of them: the loss, and what any task can be judged by.</summary>
    public static IReadOnlyList<string> Names { get; } = [Loss, .. Tasks.SelectMany(MetricNames.All).Distinct()];

    /// <summary>True when more is better: then a trial's loss is the negative value.</summary>
    public static bool IsHigherBetter(string metric) => metric != Loss && MetricNames.DirectionOf(metric) == MetricDirection.Higher;

    /// <summary>The loss that a stored fold result stands for: lower is better, NaN for none.</summary>
    internal static double LossOf(string metric, byte[] foldResult) =>
        StepJson.Read<FoldResult>(foldResult).Value is { } value ? IsHigherBetter(metric) ? -value : value : double.NaN;

    /// <summary>The value on some rows; null where they can not say.</summary>
    /// <exception cref="ConfigurationException">The metric does not fit the task.</exception>
    internal static double? Of(string metric, LearningTask task, double[] predictions, double[] target, int[]? groups = null)
    {
        var value = metric == Loss ? TaskMetrics.Loss(task, predictions, target, groups) : Named(metric, task, predictions, target, groups);
        return value is { } number && double.IsFinite(number) ? number : null;
    }

    private static double? Named(string metric, LearningTask task, double[] predictions, double[] target, int[]? groups)
    {
        if (!MetricNames.All(task).Contains(metric)) throw new ConfigurationException($"The metric '{metric}' is none of a model for {task}; there are {Loss}, {string.Join(", ", MetricNames.All(task))}.");
        // One block: a trial has no interval.
        var rows = new EvaluationRows(task, predictions, target, new int[target.Length], groups: task == LearningTask.Ranking ? groups ?? new int[target.Length] : null);
        return Evaluator.Evaluate(rows, new EvaluationOptions { Metrics = [metric], Replicates = 1, Threads = 1 }).Metrics[metric].Value;
    }
}
