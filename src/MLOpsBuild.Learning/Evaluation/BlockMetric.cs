using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>A metric prepared so that a resample of blocks costs little: rows are sorted, or summed by block, once. Immutable and thread-safe.</summary>
internal abstract class BlockMetric
{
    /// <summary>The metric of all rows; null when they can not say.</summary>
    public required double? Value { get; init; }

    /// <summary>The metric of a resample.</summary>
    public abstract double? Of(ReadOnlySpan<int> weights);

    public static BlockMetric Named(string name, double[] predictions, double[] target, BlockIndex blocks, EvaluationOptions options) => name switch
    {
        MetricNames.Auc => new AucByBlock(predictions, target, blocks) { Value = BinaryMetrics.Auc(predictions, target) },
        MetricNames.LogLoss => Mean(predictions, target, blocks, BinaryMetrics.LogLossOf, BinaryMetrics.LogLoss(predictions, target)),
        MetricNames.Brier => Mean(predictions, target, blocks, RegressionMetrics.SquaredErrorOf, BinaryMetrics.Brier(predictions, target)),
        MetricNames.Accuracy => Mean(
            predictions, target, blocks, (p, y) => p >= options.Threshold == (y == 1) ? 1 : 0, BinaryMetrics.Accuracy(predictions, target, options.Threshold)),
        MetricNames.Ece => new EceByBlock(predictions, target, blocks, options.CalibrationBins)
        {
            Value = BinaryMetrics.Ece(predictions, target, options.CalibrationBins),
        },
        MetricNames.Mae => Mean(predictions, target, blocks, (p, y) => Math.Abs(p - y), RegressionMetrics.Mae(predictions, target)),
        MetricNames.Rmse => Mean(predictions, target, blocks, RegressionMetrics.SquaredErrorOf, RegressionMetrics.Rmse(predictions, target), root: true),
        MetricNames.R2 => new R2ByBlock(predictions, target, blocks) { Value = RegressionMetrics.R2(predictions, target) },
        _ => throw new ArgumentException($"No metric is named '{name}'.", nameof(name)),
    };

    private static MeanByBlock Mean(
        double[] predictions, double[] target, BlockIndex blocks, Func<double, double, double> loss, double? value, bool root = false) =>
        new(blocks.Sums(BinaryMetrics.Each(predictions, target, loss)), blocks.Sizes(), root) { Value = value };
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

/// <summary>AUC: the rows are sorted by score once, and a resample only walks them with its weights, in whole numbers.</summary>
internal sealed class AucByBlock : BlockMetric
{
    // Rows in ascending order of score; twice the block, plus 1 for outcome 1, and negative (complement) at the last row of a tie.
    private readonly int[] _walk;

    public AucByBlock(double[] predictions, double[] target, BlockIndex blocks)
    {
        var scores = predictions.ToArray();
        _walk = new int[scores.Length];
        for (var row = 0; row < _walk.Length; row++) _walk[row] = 2 * blocks.BlockOfRow[row] + (target[row] == 1 ? 1 : 0);
        Array.Sort(scores, _walk);
        for (var i = 0; i < _walk.Length; i++)
        {
            if (i + 1 == _walk.Length || scores[i + 1] != scores[i]) _walk[i] = ~_walk[i];
        }
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        long twice = 0, ones = 0, zeros = 0, tiedOnes = 0, tiedZeros = 0;
        foreach (var entry in _walk)
        {
            var row = entry < 0 ? ~entry : entry;
            long weight = weights[row >> 1];
            var one = -(row & 1) & weight;
            tiedOnes += one;
            tiedZeros += weight - one;
            if (entry >= 0) continue;
            twice += tiedOnes * (2 * zeros + tiedZeros);
            ones += tiedOnes;
            zeros += tiedZeros;
            tiedOnes = tiedZeros = 0;
        }

        return ones == 0 || zeros == 0 ? null : twice / (2.0 * ones * zeros);
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
