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
        MetricNames.Auc => new AucByBlock(data.Predictions, data.Target, data.Blocks)
        {
            Value = BinaryMetrics.Auc(data.Predictions, data.Target),
            Analytic = level => DeLongTest.Of(data.Predictions, data.Target, level)?.Interval,
        },
        MetricNames.PrAuc => new AveragePrecisionByBlock(data),
        MetricNames.Ece => OfCalibration(data, options),
        MetricNames.R2 => new R2ByBlock(data.Predictions, data.Target, data.Blocks) { Value = RegressionMetrics.R2(data.Predictions, data.Target) },
        MetricNames.Ndcg or MetricNames.Map or MetricNames.Mrr => GroupMetrics.Named(name, data, options),
        MetricNames.LogLoss or MetricNames.Brier or MetricNames.Accuracy or MetricNames.Rmse or MetricNames.Mae or MetricNames.Mape or MetricNames.Pinball
            or MetricNames.PoissonDeviance => MeanMetrics.Named(name, data, options),
        _ => new ConfusionByBlock(name, data, options),
    };

    private static EceByBlock OfCalibration(MetricData data, EvaluationOptions options)
    {
        var (predictions, target) = data.Task == LearningTask.Multiclass ? MulticlassMetrics.Confidence(data.Predictions, data.Target) : (data.Predictions, data.Target);
        return new EceByBlock(predictions, target, data.Blocks, options.CalibrationBins) { Value = BinaryMetrics.Ece(predictions, target, options.CalibrationBins) };
    }
}

/// <summary>The mean of a loss, or its root.</summary>
internal sealed class MeanByBlock(double[] sums, int[] sizes, bool root) : BlockMetric
{
    public override double? Of(ReadOnlySpan<int> weights)
    {
        var mean = PairedBlocks.WeightedMean(weights, sums, sizes);
        return root && mean is { } square ? Math.Sqrt(square) : mean;
    }
}

/// <summary>The calibration error from sums by block and bin.</summary>
internal sealed class EceByBlock : BlockMetric
{
    private readonly int _bins;
    private readonly double[] _excess;
    private readonly int[] _sizes;

    public EceByBlock(double[] predictions, double[] target, BlockIndex blocks, int bins)
    {
        _bins = bins;
        _sizes = blocks.Sizes();
        _excess = new double[blocks.Count * bins];
        for (var row = 0; row < target.Length; row++)
        {
            _excess[blocks.BlockOfRow[row] * bins + Calibration.BinOf(predictions[row], bins)] += predictions[row] - target[row];
        }
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        var rows = 0L;
        for (var block = 0; block < weights.Length; block++) rows += (long)weights[block] * _sizes[block];
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
    private readonly int[] _sizes;

    public R2ByBlock(double[] predictions, double[] target, BlockIndex blocks)
    {
        // Centred once, so that the variance of large numbers does not cancel.
        var centre = target.Length == 0 ? 0 : PairwiseSum.Mean(target);
        _errors = blocks.Sums(RegressionMetrics.SquaredErrors(predictions, target));
        _sums = blocks.Sums(Array.ConvertAll(target, y => y - centre));
        _squares = blocks.Sums(Array.ConvertAll(target, y => (y - centre) * (y - centre)));
        _sizes = blocks.Sizes();
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        if (PairedBlocks.WeightedMean(weights, _errors, _sizes) is not { } error) return null;
        var mean = PairedBlocks.WeightedMean(weights, _sums, _sizes)!.Value;
        var variance = PairedBlocks.WeightedMean(weights, _squares, _sizes)!.Value - mean * mean;
        return variance > 0 ? 1 - error / variance : null;
    }
}
