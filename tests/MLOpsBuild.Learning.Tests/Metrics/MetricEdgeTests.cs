using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Tests.Metrics;

public sealed class MetricEdgeTests
{
    [Theory]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Ranking)]
    [InlineData(LearningTask.Anomaly)]
    [InlineData(LearningTask.Clustering)]
    public void No_rows_are_no_data_in_any_metric_of_any_task(LearningTask task)
    {
        var rows = new EvaluationRows(task, [], [], [], new Dictionary<string, bool[]> { ["none"] = [] }, task == LearningTask.Ranking ? [] : null);
        foreach (var independent in new[] { false, true })
        {
            var result = Evaluator.Evaluate(rows with { RowsAreIndependent = independent }, new EvaluationOptions { Metrics = MetricNames.All(task), Replicates = 10 });
            Assert.All(result.Metrics.Values.Concat(result.Slices["none"].Values), m => Assert.Equal((null, 0, 0, null, null), (m.Value, m.N, m.Blocks, m.Low, m.High)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_class_only_is_no_data_where_two_are_compared(double y)
    {
        double[] p = [0.2, 0.7, 0.7];
        double[] target = [y, y, y];

        Assert.Null(BinaryMetrics.Auc(p, target));
        Assert.Null(BinaryMetrics.Auc(p, target, [1, 2, 3]));
        Assert.Null(BinaryMetrics.AveragePrecision(p, target));
        Assert.Null(BinaryMetrics.AveragePrecision(p, target, [1, 2, 3]));
        Assert.Null(BinaryMetrics.BalancedAccuracy(p, target));
        Assert.Null(BinaryMetrics.Mcc(p, target));
        Assert.NotNull(BinaryMetrics.LogLoss(p, target));
        Assert.Null(MulticlassMetrics.Auc([0.2, 0.5, 0.3, 0.1, 0.1, 0.8], [y, y]));
    }

    [Fact]
    public void Measures_of_calls_that_are_never_made_are_no_data()
    {
        Assert.Null(BinaryMetrics.Precision([0.1, 0.2], [0, 1]));
        Assert.Null(BinaryMetrics.Recall([0.1, 0.9], [0, 0]));
        Assert.Null(BinaryMetrics.F1([0.1, 0.2], [0, 0]));
        Assert.Equal(0, BinaryMetrics.F1([0.1, 0.2], [0, 1]));
        Assert.Null(BinaryMetrics.Mcc([0.9, 0.8], [0, 1]));
    }

    [Fact]
    public void Ties_count_half_in_auc_and_as_one_threshold_in_average_precision()
    {
        Assert.Equal(0.5, BinaryMetrics.Auc([0.5, 0.5], [0, 1], [3, 1]));
        Assert.Equal(0.25, BinaryMetrics.AveragePrecision([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 0]));
        Assert.Equal(0.25, BinaryMetrics.AveragePrecision([0.5, 0.5], [0, 1], [3, 1]));
    }

    [Fact]
    public void Whole_weights_are_repeated_rows()
    {
        double[] p = [0.1, 0.4, 0.4, 0.8, 0.6], y = [0, 1, 0, 1, 0], w = [2, 1, 3, 0, 2];
        int[] repeated = [.. Enumerable.Range(0, 5).SelectMany(i => Enumerable.Repeat(i, (int)w[i]))];
        double[] p2 = [.. repeated.Select(i => p[i])], y2 = [.. repeated.Select(i => y[i])];

        Assert.Equal(BinaryMetrics.Auc(p2, y2)!.Value, BinaryMetrics.Auc(p, y, w)!.Value, 1e-15);
        Assert.Equal(BinaryMetrics.AveragePrecision(p2, y2)!.Value, BinaryMetrics.AveragePrecision(p, y, w)!.Value, 1e-15);
        Assert.Equal(RegressionMetrics.R2(p2, y2)!.Value, RegressionMetrics.R2(p, y, w)!.Value, 1e-14);
        Assert.Null(RegressionMetrics.Rmse(p, y, new double[5]));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Rmse(p, y, [1]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc(p, y, [1, 1, 1, 1, -1]));
    }

    [Fact]
    public void Shares_of_zero_and_deviances_of_impossible_values_are_no_data()
    {
        Assert.Null(RegressionMetrics.Mape([1, 2], [1, 0]));
        Assert.Equal(1, RegressionMetrics.Mape([1, 3], [-1, 3]));
        Assert.Null(RegressionMetrics.PoissonDeviance([0, 2], [1, 2]));
        Assert.Null(RegressionMetrics.PoissonDeviance([1, 2], [1, -1]));
        Assert.Equal(1, RegressionMetrics.PoissonDeviance([0.5], [0]));
        Assert.Equal((0.45 + 0.05) / 2, RegressionMetrics.Pinball([0.5, 1], [1, 0.5], 0.9)!.Value, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionMetrics.Pinball([1], [1], 1));
    }

    [Fact]
    public void Several_classes_are_called_by_the_first_of_the_most_probable()
    {
        Assert.Equal([0, 2], MulticlassMetrics.Called([0.4, 0.4, 0.2, 0.1, 0.2, 0.7], 3));
        Assert.Throws<ArgumentException>(() => MulticlassMetrics.LogLoss([0.5, 0.5], [2]));
        Assert.Throws<ArgumentException>(() => MulticlassMetrics.LogLoss([0.5, 0.5, 1], [0, 1]));
        Assert.Throws<ArgumentException>(() => MulticlassMetrics.Auc([0.5, 0.5], [0], ClassAverage.Micro));
    }

    [Fact]
    public void Class_that_never_occurs_and_is_never_called_does_not_count()
    {
        // Classes 0 and 1 of three: recalls 1 and 1/2, F1 0.8 and 2/3.
        var matrix = ConfusionMatrix.Of([0, 0, 0, 1], [0, 0, 1, 1], 3);

        Assert.Equal(0.75, matrix.BalancedAccuracy);
        Assert.Equal((0.8 + 2.0 / 3) / 2, matrix.F1(ClassAverage.Macro)!.Value, 1e-15);
        Assert.Null(matrix.F1(2));
        // Called and never true: precision 0, and part of the mean.
        Assert.Equal(1.0 / 3, ConfusionMatrix.Of([0, 2], [0, 1], 3).Precision(ClassAverage.Macro));
    }
}
