using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Measures of predicted numbers against true ones. Where the data can not say, the value is null.</summary>
public static class RegressionMetrics
{
    /// <summary>The root of the mean squared error, in the target's unit; null without rows.</summary>
    public static double? Rmse(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) =>
        BinaryMetrics.MeanOf(predictions, target, SquaredErrorOf) is { } mean ? Math.Sqrt(mean) : null;

    /// <summary>The mean absolute error, in the target's unit; null without rows.</summary>
    public static double? Mae(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) =>
        BinaryMetrics.MeanOf(predictions, target, (p, y) => Math.Abs(p - y));

    /// <summary>The share of the target's variance that is explained: 1 at best, 0 for its mean, negative below that; null when the target does not vary.</summary>
    public static double? R2(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target)
    {
        if (BinaryMetrics.MeanOf(predictions, target, SquaredErrorOf) is not { } error) return null;
        var mean = PairwiseSum.Mean(target);
        var variance = BinaryMetrics.MeanOf(predictions, target, (_, y) => (y - mean) * (y - mean))!.Value;
        return variance > 0 ? 1 - error / variance : null;
    }

    /// <summary>One row's squared error.</summary>
    public static double SquaredErrorOf(double prediction, double target) => (prediction - target) * (prediction - target);

    /// <summary>Every row's squared error, for paired comparisons.</summary>
    public static double[] SquaredErrors(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) => BinaryMetrics.Each(predictions, target, SquaredErrorOf);
}
