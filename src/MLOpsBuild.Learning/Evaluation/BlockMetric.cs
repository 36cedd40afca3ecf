using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Hypotheses;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>A metric prepared so that a resample of blocks costs little: rows are sorted, or summed by block, once. Immutable and thread-safe.</summary>
internal abstract class BlockMetric
{
    /// <summary>The metric of all rows; null when they can not say.</summary>
    public required double? Value { get; init; }

    /// <summary>The interval by formula at a level, for independent rows; null where there is no formula.</summary>
    public Func<double, Interval?>? Analytic { get; init; }

    /// <summary>The metric of a resample.</summary>
    public abstract double? Of(ReadOnlySpan<int> weights);

    public static BlockMetric Named(string name, MetricData data, EvaluationOptions options) => MetricNames.Checked(data.Task, name) switch
    {
        MetricNames.Auc when data.Task == LearningTask.Multiclass => new MulticlassAucByBlock(data),
        MetricNames.Auc when data.Weights is not null => new WeightedAucByBlock(data.Predictions, data.Target, data),
        MetricNames.Auc => new AucByBlock(data.Predictions, data.Target, data.Blocks)
        {
            Value = BinaryMetrics.Auc(data.Predictions, data.Target),
            Analytic = level => DeLongTest.Of(data.Predictions, data.Target, level)?.Interval,
        },
        MetricNames.PrAuc when data.Weights is not null => new WeightedAveragePrecisionByBlock(data),
        MetricNames.PrAuc => new AveragePrecisionByBlock(data),
        MetricNames.Ece => OfCalibration(data, options),
        MetricNames.R2 => new R2ByBlock(data) { Value = RegressionMetrics.R2(data.Predictions, data.Target, data.Weights) },
        MetricNames.Ndcg or MetricNames.Map or MetricNames.Mrr => GroupMetrics.Named(name, data, options),
        MetricNames.LogLoss or MetricNames.Brier or MetricNames.Accuracy or MetricNames.Rmse or MetricNames.Mae or MetricNames.Mape or MetricNames.Pinball
            or MetricNames.PoissonDeviance => MeanMetrics.Named(name, data, options),
        _ => new ConfusionByBlock(name, data, options),
    };

    private static EceByBlock OfCalibration(MetricData data, EvaluationOptions options)
    {
        var (predictions, target) = data.Task == LearningTask.Multiclass ? MulticlassMetrics.Confidence(data.Predictions, data.Target) : (data.Predictions, data.Target);
        return new EceByBlock(predictions, target, data, options.CalibrationBins) { Value = BinaryMetrics.Ece(predictions, target, options.CalibrationBins, data.Weights) };
    }
}

/// <summary>The mean of a loss, or its root.</summary>
/// <param name="sums">The sum of each block.</param>
/// <param name="sizes">The number or the weight of each block's rows.</param>
/// <param name="root">Whether the root is asked for.</param>
internal sealed class MeanByBlock(double[] sums, double[] sizes, bool root) : BlockMetric
{
    public override double? Of(ReadOnlySpan<int> weights)
    {
        var mean = Mean(weights, sums, sizes);
        return root && mean is { } square ? Math.Sqrt(square) : mean;
    }

    /// <summary>The mean of a resample; null where it has no weight.</summary>
    public static double? Mean(ReadOnlySpan<int> weights, double[] sums, double[] sizes)
    {
        double sum = 0, size = 0;
        for (var block = 0; block < weights.Length; block++)
        {
            sum += weights[block] * sums[block];
            size += weights[block] * sizes[block];
        }

        return size > 0 ? sum / size : null;
    }
}

/// <summary>The calibration error from sums by block and bin.</summary>
internal sealed class EceByBlock : BlockMetric
{
    private readonly int _bins;
    private readonly double[] _excess;
    private readonly double[] _sizes;

    public EceByBlock(double[] predictions, double[] target, MetricData data, int bins)
    {
        _bins = bins;
        _sizes = data.Sizes();
        _excess = new double[data.Blocks.Count * bins];
        for (var row = 0; row < target.Length; row++)
        {
            _excess[data.Blocks.BlockOfRow[row] * bins + Calibration.BinOf(predictions[row], bins)] += (predictions[row] - target[row]) * (data.Weights?[row] ?? 1);
        }
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        var rows = 0.0;
        for (var block = 0; block < weights.Length; block++) rows += weights[block] * _sizes[block];
        if (rows == 0) return null;
        // A bin's rows times its distance is the absolute sum of its differences.
        var sum = 0.0;
        for (var bin = 0; bin < _bins; bin++)
        {
            var excess = 0.0;
            for (var block = 0; block < weights.Length; block++) excess += weights[block] * _excess[block * _bins + bin];
            sum += Math.Abs(excess);
        }

        return sum / rows;
    }
}

/// <summary>The explained share of variance, about the mean of the resample.</summary>
internal sealed class R2ByBlock : BlockMetric
{
    private readonly double[] _errors;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _sizes;

    public R2ByBlock(MetricData data)
    {
        // Centred once, so that the variance of large numbers does not cancel.
        var centre = data.Target.Length == 0 ? 0 : PairwiseSum.Mean(data.Target);
        _errors = data.Sums(RegressionMetrics.SquaredErrors(data.Predictions, data.Target));
        _sums = data.Sums(Array.ConvertAll(data.Target, y => y - centre));
        _squares = data.Sums(Array.ConvertAll(data.Target, y => (y - centre) * (y - centre)));
        _sizes = data.Sizes();
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        if (MeanByBlock.Mean(weights, _errors, _sizes) is not { } error) return null;
        var mean = MeanByBlock.Mean(weights, _sums, _sizes)!.Value;
        var variance = MeanByBlock.Mean(weights, _squares, _sizes)!.Value - mean * mean;
        return variance > 0 ? 1 - error / variance : null;
    }
}
