using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Tests.Metrics;

public sealed class TaskMetricsTests
{
    [Fact]
    public void Every_task_has_its_loss()
    {
        Assert.Equal(1, TaskMetrics.Loss(LearningTask.Regression, [1, 3], [2, 2]));
        Assert.Equal(Math.Log(2), TaskMetrics.Loss(LearningTask.Binary, [0.5], [1]), 1e-15);
        Assert.Equal((Math.Log(2) + Math.Log(5)) / 2, TaskMetrics.Loss(LearningTask.Multiclass, [0.5, 0.25, 0.25, 0.3, 0.5, 0.2], [0, 2]), 1e-15);
        Assert.Equal(0, TaskMetrics.Loss(LearningTask.Ranking, [2, 1, 1, 2], [1, 0, 0, 1], [0, 0, 1, 1]));
        Assert.Equal(0.25, TaskMetrics.Loss(LearningTask.Anomaly, [0.1, 0.3, 0.2, 0.4], [0, 0, 1, 1]));
    }

    [Theory]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Ranking)]
    [InlineData(LearningTask.Anomaly)]
    [InlineData(LearningTask.Clustering)]
    public void No_rows_have_no_loss(LearningTask task)
    {
        Assert.True(double.IsNaN(TaskMetrics.Loss(task, [], [])));
        Assert.True(double.IsNaN(TaskMetrics.Skill(task, [], [])));
    }
}
