namespace MLOpsBuild.Learning.Metrics;

/// <summary>The one loss and the one measure of skill by which models of a task are compared.</summary>
public static class TaskMetrics
{
    /// <summary>How many places count in the loss of a ranking.</summary>
    public const int RankingPlaces = 10;

    /// <summary>
    /// Root mean squared error for regression; log loss for a binary or multiclass task; 1 − NDCG of the first <see cref="RankingPlaces"/> for ranking; 1 − AUC for anomalies whose outcomes
    /// are known. NaN where the rows can not say: there are none, or the task has no target.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="predictions">What the model's <see cref="ITrainedModel.Predict"/> gave: rows × outputs.</param>
    /// <param name="target">One outcome a row.</param>
    /// <param name="groups">The group of each row, for ranking; null puts all rows into one.</param>
    public static double Loss(LearningTask task, double[] predictions, double[] target, int[]? groups = null) => task switch
    {
        LearningTask.Binary => BinaryMetrics.LogLoss(predictions, target),
        LearningTask.Multiclass => MulticlassMetrics.LogLoss(predictions, target),
        LearningTask.Ranking => 1 - RankingMetrics.Ndcg(predictions, target, groups ?? new int[target.Length], RankingPlaces),
        LearningTask.Anomaly => target.Length == 0 ? null : 1 - BinaryMetrics.Auc(predictions, target),
        LearningTask.Clustering => null,
        _ => RegressionMetrics.Rmse(predictions, target),
    } ?? double.NaN;

    /// <summary>
    /// How far from chance: |AUC − 0.5| for a binary task or anomalies, and for several classes with the mean AUC against the rest; R² for regression; for ranking the distance of the mean
    /// within-group AUC from 0.5. NaN where the rows cannot say.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="predictions">Rows × outputs.</param>
    /// <param name="target">One outcome a row.</param>
    /// <param name="groups">The group of each row, for ranking; null puts all rows into one.</param>
    public static double Skill(LearningTask task, double[] predictions, double[] target, int[]? groups = null) => task switch
    {
        LearningTask.Binary or LearningTask.Anomaly => FromChance(target.Length == 0 ? null : BinaryMetrics.Auc(predictions, target)),
        LearningTask.Multiclass => FromChance(MulticlassMetrics.Auc(predictions, target)),
        LearningTask.Ranking => FromChance(RankingMetrics.MeanOf(RankingMetrics.Each(
            predictions, target, groups ?? new int[target.Length], (s, r) => BinaryMetrics.Auc(s, Array.ConvertAll(r, y => y > 0 ? 1.0 : 0))))),
        LearningTask.Clustering => double.NaN,
        _ => RegressionMetrics.R2(predictions, target) ?? double.NaN,
    };

    private static double FromChance(double? auc) => Math.Abs((auc ?? double.NaN) - 0.5);
}
