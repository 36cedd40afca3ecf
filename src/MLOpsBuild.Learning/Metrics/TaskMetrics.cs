namespace MLOpsBuild.Learning.Metrics;

/// <summary>The one loss and the one measure of skill by which models of a task are compared.</summary>
public static class TaskMetrics
{
    /// <summary>Log loss for a binary task, root mean squared error for regression. NaN where there are no rows.</summary>
    public static double Loss(LearningTask task, double[] predictions, double[] target) =>
        (task == LearningTask.Binary ? BinaryMetrics.LogLoss(predictions, target) : RegressionMetrics.Rmse(predictions, target)) ?? double.NaN;

    /// <summary>How far from chance: |AUC − 0.5|, or R² for regression. NaN where the rows cannot say.</summary>
    public static double Skill(LearningTask task, double[] predictions, double[] target) => task == LearningTask.Binary
        ? Math.Abs((BinaryMetrics.Auc(predictions, target) ?? double.NaN) - 0.5)
        : RegressionMetrics.R2(predictions, target) ?? double.NaN;
}
