using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Tests.Metrics;

public sealed class BinaryMetricsTests
{
    [Fact]
    public void Auc_counts_pairs_in_order_and_half_of_the_ties()
    {
        // Pairs (1, 0): (.8,.4) (.8,.2) (.8,.6) in order, (.6,.4) (.6,.2) in order, (.6,.6) tied: 5.5 of 6.
        Assert.Equal(5.5 / 6, BinaryMetrics.Auc([0.8, 0.4, 0.6, 0.2, 0.6], [1, 0, 1, 0, 0]));
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5, 0.5 }, new[] { 0.0, 1, 1 }, 0.5)]
    [InlineData(new[] { 0.1, 0.9 }, new[] { 0.0, 1 }, 1)]
    [InlineData(new[] { 0.9, 0.1 }, new[] { 0.0, 1 }, 0)]
    public void Auc_of_simple_orders_is_known(double[] predictions, double[] target, double expected) =>
        Assert.Equal(expected, BinaryMetrics.Auc(predictions, target));

    [Fact]
    public void Auc_of_one_class_or_no_rows_is_no_data()
    {
        Assert.Null(BinaryMetrics.Auc([0.2, 0.4], [1, 1]));
        Assert.Null(BinaryMetrics.Auc([0.2, 0.4], [0, 0]));
        Assert.Null(BinaryMetrics.Auc([], []));
    }

    [Fact]
    public void Metrics_of_no_rows_are_no_data()
    {
        Assert.Null(BinaryMetrics.LogLoss([], []));
        Assert.Null(BinaryMetrics.Brier([], []));
        Assert.Null(BinaryMetrics.Ece([], []));
        Assert.Null(BinaryMetrics.Accuracy([], []));
        Assert.Null(BinaryMetrics.Precision([], []));
        Assert.Null(BinaryMetrics.Recall([], []));
    }

    [Fact]
    public void Log_loss_is_the_mean_surprise()
    {
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, BinaryMetrics.LogLoss([0.5, 0.75], [1, 0])!.Value, 1e-15);
        Assert.Equal(-Math.Log(1e-15), BinaryMetrics.LogLoss([0], [1])!.Value, 1e-9);
        Assert.Equal(-Math.Log(1e-15), BinaryMetrics.LogLoss([1], [0])!.Value, 0.05);
        Assert.InRange(BinaryMetrics.LogLoss([1], [1])!.Value, 0, 2e-15);
    }

    [Fact]
    public void Brier_accuracy_precision_and_recall_match_hand_counts()
    {
        double[] predictions = [0.9, 0.5, 0.4, 0.1];
        double[] target = [1, 0, 1, 0];

        Assert.Equal((0.01 + 0.25 + 0.36 + 0.01) / 4, BinaryMetrics.Brier(predictions, target)!.Value, 1e-15);
        Assert.Equal(0.5, BinaryMetrics.Accuracy(predictions, target));
        Assert.Equal(0.5, BinaryMetrics.Precision(predictions, target));
        Assert.Equal(0.5, BinaryMetrics.Recall(predictions, target));
        Assert.Equal(new Confusion(1, 0, 2, 1), Confusion.Of(predictions, target, 0.6));
        Assert.Null(BinaryMetrics.Precision(predictions, target, 0.95));
    }

    [Fact]
    public void Calibration_error_weighs_bins_by_rows()
    {
        // Bin 0: three rows, predicted .05, observed 1/3; bin 9: one row, predicted 1, observed 1.
        double[] predictions = [0.05, 0.05, 0.05, 1];
        double[] target = [0, 0, 1, 1];

        Assert.Equal(0.75 * (1.0 / 3 - 0.05), BinaryMetrics.Ece(predictions, target)!.Value, 1e-15);
        var bins = Calibration.Bins(predictions, target);
        Assert.Equal(10, bins.Count);
        Assert.Equal(new CalibrationBin(0.9, 1, 1, 1, 1), bins[9]);
        Assert.Equal(new CalibrationBin(0.5, 0.6, 0, null, null), bins[5]);
    }

    [Fact]
    public void Different_lengths_are_refused() => Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc([0.1], [1, 0]));

    [Fact]
    public void Regression_metrics_match_hand_numbers()
    {
        double[] predictions = [1, 2, 5];
        double[] target = [1, 4, 4];

        Assert.Equal(Math.Sqrt(5.0 / 3), RegressionMetrics.Rmse(predictions, target)!.Value, 1e-15);
        Assert.Equal(1, RegressionMetrics.Mae(predictions, target));
        Assert.Equal(1 - 5.0 / 6, RegressionMetrics.R2(predictions, target)!.Value, 1e-15);
        Assert.Null(RegressionMetrics.R2([1, 2], [3, 3]));
        Assert.Null(RegressionMetrics.Rmse([], []));
        Assert.Null(RegressionMetrics.R2([], []));
    }
}
