namespace MLOpsBuild.Learning.Metrics;

/// <summary>The names under which metrics are stored and shown.</summary>
public static class MetricNames
{
    /// <summary>See <see cref="BinaryMetrics.Auc"/>.</summary>
    public const string Auc = "auc";

    /// <summary>See <see cref="BinaryMetrics.LogLoss"/>.</summary>
    public const string LogLoss = "log-loss";

    /// <summary>See <see cref="BinaryMetrics.Brier"/>.</summary>
    public const string Brier = "brier";

    /// <summary>See <see cref="BinaryMetrics.Ece"/>, with 10 bins unless told otherwise.</summary>
    public const string Ece = "ece";

    /// <summary>See <see cref="BinaryMetrics.Accuracy"/>.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>See <see cref="RegressionMetrics.Rmse"/>.</summary>
    public const string Rmse = "rmse";

    /// <summary>See <see cref="RegressionMetrics.Mae"/>.</summary>
    public const string Mae = "mae";

    /// <summary>See <see cref="RegressionMetrics.R2"/>.</summary>
    public const string R2 = "r2";

    /// <summary>The metrics of a task, in the order in which to show them.</summary>
    public static IReadOnlyList<string> Of(LearningTask task) => task == LearningTask.Binary ? [Auc, LogLoss, Brier, Ece, Accuracy] : [Rmse, Mae, R2];

    /// <summary>Which values of a metric are better.</summary>
    /// <exception cref="ArgumentException">No metric has the name; the known ones are listed.</exception>
    public static MetricDirection DirectionOf(string name) => name switch
    {
        Auc or Accuracy or R2 => MetricDirection.Higher,
        LogLoss or Brier or Ece or Rmse or Mae => MetricDirection.Lower,
        _ => throw new ArgumentException(
            $"No metric is named '{name}'; there are {string.Join(", ", Of(LearningTask.Binary).Concat(Of(LearningTask.Regression)))}.", nameof(name)),
    };
}
