namespace MLOpsBuild.Learning.Metrics;

/// <summary>The names under which metrics are stored and shown.</summary>
public static class MetricNames
{
    /// <summary>See <see cref="BinaryMetrics.Auc"/>; of several classes, see <see cref="MulticlassMetrics.Auc"/>.</summary>
    public const string Auc = "auc";

    /// <summary>See <see cref="BinaryMetrics.AveragePrecision"/>.</summary>
    public const string PrAuc = "pr-auc";

    /// <summary>See <see cref="BinaryMetrics.LogLoss"/> and <see cref="MulticlassMetrics.LogLoss"/>.</summary>
    public const string LogLoss = "log-loss";

    /// <summary>See <see cref="BinaryMetrics.Brier"/> and <see cref="MulticlassMetrics.Brier"/>.</summary>
    public const string Brier = "brier";

    /// <summary>See <see cref="BinaryMetrics.Ece"/> and <see cref="MulticlassMetrics.Ece"/>, with 10 bins unless told otherwise.</summary>
    public const string Ece = "ece";

    /// <summary>See <see cref="BinaryMetrics.Accuracy"/> and <see cref="MulticlassMetrics.Accuracy"/>.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>See <see cref="ConfusionMatrix.BalancedAccuracy"/>.</summary>
    public const string BalancedAccuracy = "balanced-accuracy";

    /// <summary>See <see cref="ConfusionMatrix.Mcc"/>.</summary>
    public const string Mcc = "mcc";

    /// <summary>See <see cref="BinaryMetrics.Precision"/>.</summary>
    public const string Precision = "precision";

    /// <summary>See <see cref="BinaryMetrics.Recall"/>.</summary>
    public const string Recall = "recall";

    /// <summary>See <see cref="BinaryMetrics.F1"/>.</summary>
    public const string F1 = "f1";

    /// <summary>See <see cref="ConfusionMatrix.Precision(ClassAverage)"/>.</summary>
    public const string PrecisionMacro = "precision-macro";

    /// <summary>See <see cref="ConfusionMatrix.Precision(ClassAverage)"/>.</summary>
    public const string PrecisionMicro = "precision-micro";

    /// <summary>See <see cref="ConfusionMatrix.Precision(ClassAverage)"/>.</summary>
    public const string PrecisionWeighted = "precision-weighted";

    /// <summary>See <see cref="ConfusionMatrix.Recall(ClassAverage)"/>.</summary>
    public const string RecallMacro = "recall-macro";

    /// <summary>See <see cref="ConfusionMatrix.Recall(ClassAverage)"/>.</summary>
    public const string RecallMicro = "recall-micro";

    /// <summary>See <see cref="ConfusionMatrix.Recall(ClassAverage)"/>.</summary>
    public const string RecallWeighted = "recall-weighted";

    /// <summary>See <see cref="ConfusionMatrix.F1(ClassAverage)"/>.</summary>
    public const string F1Macro = "f1-macro";

    /// <summary>See <see cref="ConfusionMatrix.F1(ClassAverage)"/>.</summary>
    public const string F1Micro = "f1-micro";

    /// <summary>See <see cref="ConfusionMatrix.F1(ClassAverage)"/>.</summary>
    public const string F1Weighted = "f1-weighted";

    /// <summary>See <see cref="RegressionMetrics.Rmse"/>.</summary>
    public const string Rmse = "rmse";

    /// <summary>See <see cref="RegressionMetrics.Mae"/>.</summary>
    public const string Mae = "mae";

    /// <summary>See <see cref="RegressionMetrics.R2"/>.</summary>
    public const string R2 = "r2";

    /// <summary>See <see cref="RegressionMetrics.Mape"/>.</summary>
    public const string Mape = "mape";

    /// <summary>See <see cref="RegressionMetrics.Pinball"/>, of the median unless told otherwise.</summary>
    public const string Pinball = "pinball";

    /// <summary>See <see cref="RegressionMetrics.PoissonDeviance"/>.</summary>
    public const string PoissonDeviance = "poisson-deviance";

    /// <summary>See <see cref="RankingMetrics.Ndcg"/>, of the first 10 places unless told otherwise.</summary>
    public const string Ndcg = "ndcg";

    /// <summary>See <see cref="RankingMetrics.Map"/>.</summary>
    public const string Map = "map";

    /// <summary>See <see cref="RankingMetrics.Mrr"/>.</summary>
    public const string Mrr = "mrr";

    private static readonly string[] OfClasses =
    [
        BalancedAccuracy, Mcc, PrecisionMacro, PrecisionMicro, PrecisionWeighted, RecallMacro, RecallMicro, RecallWeighted, F1Macro, F1Micro, F1Weighted,
    ];

    /// <summary>The metrics that a task is judged by unless others are named, in the order in which to show them.</summary>
    public static IReadOnlyList<string> Of(LearningTask task) => task switch
    {
        LearningTask.Binary => [Auc, LogLoss, Brier, Ece, Accuracy],
        LearningTask.Multiclass => [LogLoss, Accuracy, BalancedAccuracy, F1Macro, F1Micro, F1Weighted, Auc, Ece],
        LearningTask.Ranking => [Ndcg, Map, Mrr],
        LearningTask.Anomaly => [Auc, PrAuc],
        LearningTask.Clustering => [],
        _ => [Rmse, Mae, R2],
    };

    /// <summary>All metrics that a task has: those of <see cref="Of"/> first.</summary>
    public static IReadOnlyList<string> All(LearningTask task) => task switch
    {
        LearningTask.Binary => [.. Of(task), PrAuc, Precision, Recall, F1, .. OfClasses],
        LearningTask.Multiclass => [.. Of(task), Brier, .. OfClasses.Except(Of(task))],
        LearningTask.Regression => [.. Of(task), Mape, Pinball, PoissonDeviance],
        _ => Of(task),
    };

    /// <summary>Which values of a metric are better.</summary>
    /// <exception cref="ArgumentException">No metric has the name; the known ones are listed.</exception>
    public static MetricDirection DirectionOf(string name) => name switch
    {
        LogLoss or Brier or Ece or Rmse or Mae or Mape or Pinball or PoissonDeviance => MetricDirection.Lower,
        Auc or PrAuc or Accuracy or R2 or Precision or Recall or F1 or Ndcg or Map or Mrr => MetricDirection.Higher,
        _ when OfClasses.Contains(name) => MetricDirection.Higher,
        _ => throw new ArgumentException($"No metric is named '{name}'; there are {string.Join(", ", Known())}.", nameof(name)),
    };

    /// <summary>Refuses a metric that a task does not have.</summary>
    /// <exception cref="ArgumentException">The message lists those that it has.</exception>
    internal static string Checked(LearningTask task, string name) => All(task).Contains(name)
        ? name
        : throw new ArgumentException($"The task {task} has no metric '{name}'; it has {string.Join(", ", All(task))}.", nameof(name));

    private static IEnumerable<string> Known() => Enum.GetValues<LearningTask>().SelectMany(All).Distinct();
}
