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

    /// <summary>The mean of |prediction − true| / |true|, a share and not per cent; null without rows and when a true value is 0, where the share has no meaning.</summary>
    public static double? Mape(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) =>
        target.Contains(0) ? null : BinaryMetrics.MeanOf(predictions, target, (p, y) => Math.Abs((p - y) / y));

    /// <summary>The mean pinball loss, which the true quantile makes least (Koenker and Bassett, 1978), in the target's unit; null without rows.</summary>
    /// <param name="predictions">Predicted quantiles.</param>
    /// <param name="target">True values.</param>
    /// <param name="quantile">Which quantile, above 0 and below 1; at 0.5 the loss is half of the mean absolute error.</param>
    public static double? Pinball(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double quantile = 0.5)
    {
        if (quantile is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "The quantile must be above 0 and below 1.");
        return BinaryMetrics.MeanOf(predictions, target, (p, y) => PinballOf(p, y, quantile));
    }

    /// <summary>The mean unit deviance of Poisson's distribution, 2·(y·ln(y / p) − y + p); null without rows, with a prediction that is not above 0 or with a true value below 0.</summary>
    public static double? PoissonDeviance(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target)
    {
        foreach (var p in predictions)
        {
            if (!(p > 0)) return null;
        }

        foreach (var y in target)
        {
            if (!(y >= 0)) return null;
        }

        return BinaryMetrics.MeanOf(predictions, target, PoissonDevianceOf);
    }

    /// <summary>One row's squared error.</summary>
    public static double SquaredErrorOf(double prediction, double target) => (prediction - target) * (prediction - target);

    /// <summary>Every row's squared error, for paired comparisons.</summary>
    public static double[] SquaredErrors(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) => BinaryMetrics.Each(predictions, target, SquaredErrorOf);

    internal static double PinballOf(double prediction, double target, double quantile) =>
        target >= prediction ? quantile * (target - prediction) : (1 - quantile) * (prediction - target);

    internal static double PoissonDevianceOf(double prediction, double target) =>
        2 * ((target > 0 ? target * ReproducibleMath.Log(target / prediction) : 0) - target + prediction);
}
