using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Measures of predicted probabilities against outcomes of 0 or 1. Where the data can not say, the value is null: no data is never a number.</summary>
/// <remarks>Weights say how much each row counts; empty when all count 1.</remarks>
public static class BinaryMetrics
{
    /// <summary>Probabilities are drawn in to [10⁻¹⁵, 1 − 10⁻¹⁵] before their logarithm: a certain error costs 34.5 and not infinity.</summary>
    public const double Clip = 1e-15;

    /// <summary>The probability that a random 1 scores above a random 0, ties counting half; null unless both outcomes occur.</summary>
    /// <param name="predictions">One score a row.</param>
    /// <param name="target">0 or 1.</param>
    /// <param name="weights">How much each row counts; empty when all count 1.</param>
    public static double? Auc(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default)
    {
        Lengths(predictions, target);
        if (!weights.IsEmpty) return WeightedCurves.Auc(predictions, target, weights);
        var scores = predictions.ToArray();
        var outcomes = target.ToArray();
        Array.Sort(scores, outcomes);
        // Twice the number of ordered pairs, so that half a tie is an integer.
        long twice = 0, ones = 0, zeros = 0;
        for (var i = 0; i < scores.Length;)
        {
            long tiedOnes = 0, tiedZeros = 0;
            for (var score = scores[i]; i < scores.Length && scores[i] == score; i++)
            {
                if (outcomes[i] == 1) tiedOnes++;
                else tiedZeros++;
            }

            twice += tiedOnes * (2 * zeros + tiedZeros);
            ones += tiedOnes;
            zeros += tiedZeros;
        }

        return ones == 0 || zeros == 0 ? null : twice / (2.0 * ones * zeros);
    }

    /// <summary>
    /// The area under the precision-recall curve as average precision: the sum of the precision at each threshold times the recall gained there, without interpolation; null unless both
    /// outcomes occur. What chance reaches is the rate of 1, not 0.5.
    /// </summary>
    /// <param name="predictions">One score a row.</param>
    /// <param name="target">0 or 1.</param>
    /// <param name="weights">How much each row counts; empty when all count 1.</param>
    public static double? AveragePrecision(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default)
    {
        Lengths(predictions, target);
        if (!weights.IsEmpty) return WeightedCurves.AveragePrecision(predictions, target, weights);
        var scores = predictions.ToArray();
        var outcomes = target.ToArray();
        Array.Sort(scores, outcomes);
        var (called, ones, sum) = (0L, 0L, 0.0);
        for (var i = scores.Length - 1; i >= 0;)
        {
            var tied = 0L;
            for (var score = scores[i]; i >= 0 && scores[i] == score; i--, called++) tied += outcomes[i] == 1 ? 1 : 0;
            ones += tied;
            sum += (double)tied * ones / called;
        }

        return ones == 0 || ones == called ? null : sum / ones;
    }

    /// <summary>The mean of −ln of the probability given to what happened, in nats; null without rows. See <see cref="Clip"/>.</summary>
    public static double? LogLoss(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) => MeanOf(predictions, target, LogLossOf, weights);

    /// <summary>The mean squared difference of probability and outcome; null without rows.</summary>
    public static double? Brier(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default) =>
        MeanOf(predictions, target, RegressionMetrics.SquaredErrorOf, weights);

    /// <summary>The share of rows whose outcome is 1 exactly when the probability is at least <paramref name="threshold"/>; null without rows.</summary>
    public static double? Accuracy(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5, ReadOnlySpan<double> weights = default) =>
        MeanOf(predictions, target, (p, y) => p >= threshold == (y == 1) ? 1 : 0, weights);

    /// <summary>The share of 1 among the rows called 1; null when none is.</summary>
    public static double? Precision(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5) =>
        Confusion.Of(predictions, target, threshold).Precision;

    /// <summary>The share of the rows of outcome 1 that are called 1; null when there are none.</summary>
    public static double? Recall(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5) =>
        Confusion.Of(predictions, target, threshold).Recall;

    /// <summary>The harmonic mean of precision and recall; null when 1 neither occurs nor is called.</summary>
    public static double? F1(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5) =>
        Confusion.Of(predictions, target, threshold).ToMatrix().F1(1);

    /// <summary>The mean of the shares of 1 and of 0 that are called what they are; null unless both occur.</summary>
    public static double? BalancedAccuracy(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5) =>
        Confusion.Of(predictions, target, threshold).ToMatrix().BalancedAccuracy;

    /// <summary>Matthews' correlation of outcomes and calls, from −1 to 1; null when all rows are of one outcome or called one.</summary>
    public static double? Mcc(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5) =>
        Confusion.Of(predictions, target, threshold).ToMatrix().Mcc;

    /// <summary>The expected calibration error: the mean distance of predicted and observed rate over equally wide bins, weighted by rows; null without rows.</summary>
    public static double? Ece(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        if (predictions.IsEmpty) return null;
        if (!weights.IsEmpty) return Calibration.WeightedEce(predictions, target, bins, weights);
        var sum = 0.0;
        foreach (var bin in Calibration.Bins(predictions, target, bins)) sum += bin.Count * Math.Abs((bin.MeanPrediction ?? 0) - (bin.ObservedRate ?? 0));
        return sum / predictions.Length;
    }

    /// <summary>One row's log loss.</summary>
    /// <param name="prediction">The probability of 1.</param>
    /// <param name="outcome">0 or 1.</param>
    public static double LogLossOf(double prediction, double outcome)
    {
        var p = Math.Clamp(prediction, Clip, 1 - Clip);
        return outcome == 1 ? -ReproducibleMath.Log(p) : -ReproducibleMath.Log1p(-p);
    }

    /// <summary>Every row's log loss, for paired comparisons.</summary>
    public static double[] LogLosses(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target) => Each(predictions, target, LogLossOf);

    internal static double[] Each(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, Func<double, double, double> loss)
    {
        Lengths(predictions, target);
        var losses = new double[target.Length];
        for (var i = 0; i < losses.Length; i++) losses[i] = loss(predictions[i], target[i]);
        return losses;
    }

    internal static double? MeanOf(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, Func<double, double, double> loss, ReadOnlySpan<double> weights = default) =>
        Weighted.Mean(Each(predictions, target, loss), weights);

    internal static void Lengths(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target)
    {
        if (predictions.Length != target.Length) throw new ArgumentException($"There are {predictions.Length} predictions and {target.Length} targets.", nameof(predictions));
    }
}
