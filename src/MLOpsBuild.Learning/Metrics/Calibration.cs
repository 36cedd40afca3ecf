namespace MLOpsBuild.Learning.Metrics;

/// <summary>One bin of a reliability diagram: predictions from <paramref name="From"/> to below <paramref name="To"/> (the last bin includes 1).</summary>
/// <param name="From">The least probability of the bin.</param>
/// <param name="To">The probability at which the next bin begins.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="MeanPrediction">The mean predicted probability; null without rows.</param>
/// <param name="ObservedRate">The share of outcome 1; null without rows.</param>
public sealed record CalibrationBin(double From, double To, int Count, double? MeanPrediction, double? ObservedRate);

/// <summary>Compares predicted with observed rates.</summary>
public static class Calibration
{
    /// <summary>Equally wide bins from 0 to 1.</summary>
    /// <param name="predictions">Probabilities.</param>
    /// <param name="target">0 or 1.</param>
    /// <param name="bins">The number of bins, from 1.</param>
    /// <param name="weights">How much each row counts in the means; empty when all count 1. The bins' counts are of rows.</param>
    public static IReadOnlyList<CalibrationBin> Bins(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        BinaryMetrics.Lengths(predictions, target);
        Weighted.Check(weights, target.Length);
        var counts = new int[bins];
        var sizes = new double[bins];
        var predicted = new double[bins];
        var observed = new double[bins];
        for (var i = 0; i < predictions.Length; i++)
        {
            var bin = BinOf(predictions[i], bins);
            var weight = weights.IsEmpty ? 1 : weights[i];
            counts[bin]++;
            sizes[bin] += weight;
            predicted[bin] += weight * predictions[i];
            observed[bin] += weight * target[i];
        }

        return [.. Enumerable.Range(0, bins).Select(b => new CalibrationBin(
            (double)b / bins, (double)(b + 1) / bins, counts[b], Mean(predicted[b], sizes[b]), Mean(observed[b], sizes[b])))];
    }

    internal static int BinOf(double prediction, int bins) => Math.Clamp((int)(prediction * bins), 0, bins - 1);

    /// <summary>The mean distance of predicted and observed rate over the bins, as their rows count: a bin's weight times its distance is the absolute sum of its differences.</summary>
    internal static double? WeightedEce(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins, ReadOnlySpan<double> weights)
    {
        BinaryMetrics.Lengths(predictions, target);
        Weighted.Check(weights, target.Length);
        var excess = new double[bins];
        for (var i = 0; i < predictions.Length; i++) excess[BinOf(predictions[i], bins)] += weights[i] * (predictions[i] - target[i]);
        var total = Numerics.PairwiseSum.Of(weights);
        return total > 0 ? excess.Sum(Math.Abs) / total : null;
    }

    private static double? Mean(double sum, double size) => size > 0 ? sum / size : null;
}
