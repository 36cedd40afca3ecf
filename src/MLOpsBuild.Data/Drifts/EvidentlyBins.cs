using System.Numerics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Bins as NumPy makes them for Evidently.</summary>
internal static class EvidentlyBins
{
    /// <summary>A reference with more distinct values than this is binned; else each distinct value of both samples is a bin.</summary>
    private const int MostDistinct = 20;

    /// <summary>Counts of both samples, finite values only and neither sample empty.</summary>
    public static (long[] A, long[] B) Counts(double[] reference, double[] current)
    {
        if (reference.Distinct().Take(MostDistinct + 1).Count() > MostDistinct)
        {
            var edges = Sturges([.. reference, .. current]);
            return (Histogram(reference, edges), Histogram(current, edges));
        }

        var distinct = Distinct(reference, current);
        return (ByValue(reference, distinct), ByValue(current, distinct));
    }

    public static double[] Distinct(double[] reference, double[] current) => [.. reference.Concat(current).Distinct().Order()];

    public static long[] ByValue(double[] values, double[] distinct)
    {
        var counts = new long[distinct.Length];
        foreach (var value in values) counts[Array.BinarySearch(distinct, value)]++;
        return counts;
    }

    /// <summary>Sturges' rule over the range of all values (NumPy's <c>histogram_bin_edges</c>): 1 + log₂ n bins of equal width, rounded up.</summary>
    public static double[] Sturges(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        var bins = 1;
        if (low == high) (low, high) = (low - 0.5, high + 0.5);
        else bins = (int)Math.Ceiling((high - low) / ((high - low) / (BinaryLogarithm(values.Length) + 1)));
        var step = (high - low) / bins;
        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++) edges[i] = i * step + low;
        edges[bins] = high;
        return edges;
    }

    /// <summary>Counts between edges: a value on an edge belongs above it, on the last one below it; values outside are left out.</summary>
    public static long[] Histogram(double[] values, double[] edges)
    {
        var counts = new long[edges.Length - 1];
        foreach (var value in values)
        {
            var place = Array.BinarySearch(edges, value);
            var bin = place < 0 ? ~place - 1 : Math.Min(place, counts.Length - 1);
            if (bin >= 0 && bin < counts.Length) counts[bin]++;
        }

        return counts;
    }

    /// <summary>Shares with empty bins at 0.0001, or at a millionth of the least share when that is not above 0.0001.</summary>
    public static double[] Filled(long[] counts)
    {
        var total = (double)counts.Sum();
        var least = counts.Where(c => c > 0).Min() / total;
        return [.. counts.Select(c => c > 0 ? c / total : least <= 0.0001 ? least / 1_000_000 : 0.0001)];
    }

    private static double BinaryLogarithm(int n) => BitOperations.IsPow2(n) ? BitOperations.Log2((uint)n) : ReproducibleMath.Log(n) / ReproducibleMath.Log(2);
}
