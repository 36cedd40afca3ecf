using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>What a search makes better.</summary>
public static class TuningMetric
{
    /// <summary>The task's own loss: see <see cref="TaskMetrics.Loss"/>.</summary>
    public const string Loss = "loss";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Loss, MetricNames.LogLoss, MetricNames.Brier, MetricNames.Auc, MetricNames.Accuracy, MetricNames.Rmse, MetricNames.Mae, MetricNames.R2];

    /// <summary>True when more is better: then a trial's loss is the negative value.</summary>
    public static bool IsHigherBetter(string metric) => metric != Loss && MetricNames.DirectionOf(metric) == MetricDirection.Higher;

    /// <summary>The loss that a stored fold result stands for: lower is better, NaN for none.</summary>
    internal static double LossOf(string metric, byte[] foldResult) =>
        StepJson.Read<FoldResult>(foldResult).Value is { } value ? IsHigherBetter(metric) ? -value : value : double.NaN;

    /// <summary>The value on some rows; null where they can not say.</summary>
    /// <exception cref="ConfigurationException">The metric does not fit the task.</exception>
    internal static double? Of(string metric, LearningTask task, double[] predictions, double[] target)
    {
        double? value = metric switch
        {
            Loss => TaskMetrics.Loss(task, predictions, target),
            MetricNames.LogLoss when task == LearningTask.Binary => BinaryMetrics.LogLoss(predictions, target),
            MetricNames.Brier when task == LearningTask.Binary => BinaryMetrics.Brier(predictions, target),
            MetricNames.Auc when task == LearningTask.Binary => BinaryMetrics.Auc(predictions, target),
            MetricNames.Accuracy when task == LearningTask.Binary => BinaryMetrics.Accuracy(predictions, target),
            MetricNames.Rmse when task == LearningTask.Regression => RegressionMetrics.Rmse(predictions, target),
            MetricNames.Mae when task == LearningTask.Regression => RegressionMetrics.Mae(predictions, target),
            MetricNames.R2 when task == LearningTask.Regression => RegressionMetrics.R2(predictions, target),
            _ => throw new ConfigurationException($"The metric '{metric}' is none of a model for {task}; 'loss' fits every task."),
        };
        return value is { } number && double.IsFinite(number) ? number : null;
    }
}
