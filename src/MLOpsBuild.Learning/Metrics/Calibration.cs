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
    public static IReadOnlyList<CalibrationBin> Bins(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        BinaryMetrics.Lengths(predictions, target);
        var counts = new int[bins];
        var predicted = new double[bins];
        var observed = new double[bins];
        for (var i = 0; i < predictions.Length; i++)
        {
            var bin = BinOf(predictions[i], bins);
            counts[bin]++;
            predicted[bin] += predictions[i];
            observed[bin] += target[i];
        }

        return [.. Enumerable.Range(0, bins).Select(b => new CalibrationBin(
            (double)b / bins, (double)(b + 1) / bins, counts[b], Mean(predicted[b], counts[b]), Mean(observed[b], counts[b])))];
    }

    internal static int BinOf(double prediction, int bins) => Math.Clamp((int)(prediction * bins), 0, bins - 1);

    private static double? Mean(double sum, int count) => count == 0 ? null : sum / count;
}
