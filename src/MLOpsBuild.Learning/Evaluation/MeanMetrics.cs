using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Intervals;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>The metrics that are a mean over rows.</summary>
internal static class MeanMetrics
{
    public static BlockMetric Named(string name, MetricData data, EvaluationOptions options)
    {
        var losses = Losses(name, data, options);
        var root = name == MetricNames.Rmse;
        return new MeanByBlock(data.Sums(losses), data.Sizes(), root)
        {
            Value = Value(name, data, losses),
            Analytic = data.Weights is not null ? null
                : name == MetricNames.Accuracy
                ? level => AnalyticInterval.OfShare(losses.Count(l => l == 1), losses.Length, level)
                : level => root ? Root(AnalyticInterval.OfMean(losses, level)) : AnalyticInterval.OfMean(losses, level),
        };
    }

    private static double[] Losses(string name, MetricData data, EvaluationOptions options)
    {
        double[] Each(Func<double, double, double> loss) => BinaryMetrics.Each(data.Predictions, data.Target, loss);
        double[] EachOfClasses(MulticlassFigure loss) => MulticlassMetrics.Each(data.Predictions, data.Target, (row, y) => loss(row, y));
        var isMulticlass = data.Task == LearningTask.Multiclass;
        return name switch
        {
            MetricNames.LogLoss => isMulticlass ? EachOfClasses(MulticlassMetrics.LogLossOf) : Each(BinaryMetrics.LogLossOf),
            MetricNames.Brier => isMulticlass ? EachOfClasses(MulticlassMetrics.BrierOf) : Each(RegressionMetrics.SquaredErrorOf),
            MetricNames.Accuracy => isMulticlass
                ? EachOfClasses((row, y) => MulticlassMetrics.BestOf(row) == y ? 1 : 0)
                : Each((p, y) => p >= options.Threshold == (y == 1) ? 1 : 0),
            MetricNames.Mae => Each((p, y) => Math.Abs(p - y)),
            MetricNames.Mape => Each((p, y) => Math.Abs((p - y) / y)),
            MetricNames.Pinball => Each((p, y) => RegressionMetrics.PinballOf(p, y, options.Quantile)),
            MetricNames.PoissonDeviance => Each(RegressionMetrics.PoissonDevianceOf),
            _ => Each(RegressionMetrics.SquaredErrorOf),
        };
    }

    private static double? Value(string name, MetricData data, double[] losses)
    {
        if (losses.Length == 0) return null;
        return name switch
        {
            MetricNames.Mape => RegressionMetrics.Mape(data.Predictions, data.Target, data.Weights),
            MetricNames.PoissonDeviance => RegressionMetrics.PoissonDeviance(data.Predictions, data.Target, data.Weights),
            MetricNames.Rmse => Weighted.Mean(losses, data.Weights) is { } square ? Math.Sqrt(square) : null,
            _ => Weighted.Mean(losses, data.Weights),
        };
    }

    private static Interval? Root(Interval? squares) => squares is { } s ? new Interval(Math.Sqrt(Math.Max(0, s.Low)), Math.Sqrt(Math.Max(0, s.High))) : null;

    private delegate double MulticlassFigure(ReadOnlySpan<double> row, int of);
}
