using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Hypotheses;

/// <summary>An AUC with its error.</summary>
/// <param name="Auc">The area under the ROC curve.</param>
/// <param name="StandardError">Its standard error, for independent rows.</param>
/// <param name="Interval">The interval within [0, 1].</param>
public sealed record AucEstimate(double Auc, double StandardError, Interval Interval);

/// <summary>Two AUCs on the same rows.</summary>
/// <param name="AucA">That of A.</param>
/// <param name="AucB">That of B.</param>
/// <param name="StandardError">The standard error of their difference.</param>
/// <param name="Z">(A − B) in standard errors; 0 when the difference is 0.</param>
/// <param name="PValue">Two-sided, from 0 to 1.</param>
public sealed record AucComparison(double AucA, double AucB, double StandardError, double Z, double PValue);

/// <summary>
/// The variance of AUCs from placements (DeLong, DeLong and Clarke-Pearson, 1988), by midranks in n·log n (Sun and Xu, 2014). It takes rows to be independent: where they share days, its
/// p-values are too small; resample blocks instead.
/// </summary>
public static class DeLongTest
{
    /// <summary>One AUC; null unless there are two rows of each outcome.</summary>
    /// <param name="scores">One a row.</param>
    /// <param name="outcomes">0 or 1.</param>
    /// <param name="level">The share within the interval.</param>
    public static AucEstimate? Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, double level = 0.95)
    {
        if (Placements.Of(scores, outcomes) is not { } places) return null;
        var error = Math.Sqrt(places.Covariance(places));
        var half = Normal.UpperQuantile((1 - level) / 2) * error;
        return new AucEstimate(places.Auc, error, new Interval(Math.Max(0, places.Auc - half), Math.Min(1, places.Auc + half)));
    }

    /// <summary>Two scores of the same rows; null unless there are two rows of each outcome.</summary>
    /// <param name="scoresA">A's score of each row.</param>
    /// <param name="scoresB">B's score of each row.</param>
    /// <param name="outcomes">0 or 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static AucComparison? Compare(ReadOnlySpan<double> scoresA, ReadOnlySpan<double> scoresB, ReadOnlySpan<double> outcomes)
    {
        if (Placements.Of(scoresA, outcomes) is not { } a || Placements.Of(scoresB, outcomes) is not { } b) return null;
        var variance = a.Covariance(a) + b.Covariance(b) - 2 * a.Covariance(b);
        var error = Math.Sqrt(Math.Max(0, variance));
        var gap = a.Auc - b.Auc;
        var z = gap == 0 ? 0 : gap / error;
        return new AucComparison(a.Auc, b.Auc, error, z, gap == 0 ? 1 : Normal.TwoSided(z));
    }
}

/// <summary>For each row of outcome 1 the share of zeros below it, and for each 0 the share of ones above it.</summary>
file sealed class Placements(double[] ones, double[] zeros)
{
    public double Auc { get; } = PairwiseSum.Mean(ones);

    private double[] Ones { get; } = ones;

    private double[] Zeros { get; } = zeros;

    public static Placements? Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes)
    {
        if (scores.Length != outcomes.Length) throw new ArgumentException($"There are {scores.Length} scores and {outcomes.Length} outcomes.", nameof(scores));
        var isOne = new bool[scores.Length];
        for (var i = 0; i < isOne.Length; i++) isOne[i] = outcomes[i] == 1;
        var all = Midranks(scores.ToArray());
        double[] ones = [.. Part(scores, isOne, true)], zeros = [.. Part(scores, isOne, false)];
        if (ones.Length < 2 || zeros.Length < 2) return null;
        var allOfOnes = Part(all, isOne, true);
        var allOfZeros = Part(all, isOne, false);
        var (withinOnes, withinZeros) = (Midranks(ones), Midranks(zeros));
        for (var i = 0; i < ones.Length; i++) ones[i] = (allOfOnes[i] - withinOnes[i]) / zeros.Length;
        for (var i = 0; i < zeros.Length; i++) zeros[i] = 1 - (allOfZeros[i] - withinZeros[i]) / ones.Length;
        return new Placements(ones, zeros);
    }

    public double Covariance(Placements other) => Of(Ones, other.Ones) / Ones.Length + Of(Zeros, other.Zeros) / Zeros.Length;

    private static double Of(double[] a, double[] b)
    {
        var (meanA, meanB) = (PairwiseSum.Mean(a), PairwiseSum.Mean(b));
        var products = new double[a.Length];
        for (var i = 0; i < a.Length; i++) products[i] = (a[i] - meanA) * (b[i] - meanB);
        return PairwiseSum.Of(products) / (a.Length - 1);
    }

    private static double[] Part(ReadOnlySpan<double> values, bool[] isOne, bool wanted)
    {
        var part = new List<double>();
        for (var i = 0; i < isOne.Length; i++)
        {
            if (isOne[i] == wanted) part.Add(values[i]);
        }

        return [.. part];
    }

    private static double[] Midranks(double[] values)
    {
        var sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i;
            while (end < sorted.Length && sorted[end] == sorted[i]) end++;
            for (var k = i; k < end; k++) ranks[order[k]] = (i + 1 + end) / 2.0;
            i = end;
        }

        return ranks;
    }
}
