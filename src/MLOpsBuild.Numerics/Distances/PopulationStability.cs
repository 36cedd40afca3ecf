namespace MLOpsBuild.Numerics.Distances;

/// <summary>The population stability index: the sum over bins of (q − p) · ln(q / p). 0 is alike; 0.1 and 0.25 are the customary marks.</summary>
public static class PopulationStability
{
    /// <summary>The share that an empty bin counts as: without it one empty bin makes the index infinite.</summary>
    public const double Floor = 1e-4;

    /// <summary>The index of two samples over bins between the reference's quantiles; NaN is missing and left out.</summary>
    /// <param name="reference">The sample that sets the bins.</param>
    /// <param name="current">The sample to compare.</param>
    /// <param name="bins">The number of bins before equal edges are joined; 10 gives deciles.</param>
    /// <returns>Null when either sample has no value.</returns>
    public static double? OfNumbers(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, int bins = 10)
    {
        var edges = Edges(reference, bins);
        return OfCounts(Count(reference, edges), Count(current, edges));
    }

    /// <summary>The index of two histograms over the same bins or categories.</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (reference.Length != current.Length) throw new ArgumentException($"There are {reference.Length} and {current.Length} bins.", nameof(current));
        long totalP = 0, totalQ = 0;
        for (var i = 0; i < reference.Length; i++) (totalP, totalQ) = (totalP + reference[i], totalQ + current[i]);
        if (totalP == 0 || totalQ == 0) return null;
        var index = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            // Categories that neither sample has say nothing.
            if (reference[i] == 0 && current[i] == 0) continue;
            var p = Math.Max((double)reference[i] / totalP, Floor);
            var q = Math.Max((double)current[i] / totalQ, Floor);
            index += (q - p) * ReproducibleMath.Log(q / p);
        }

        return index;
    }

    /// <summary>The index of two histograms given as shares above 0, taken as they are.</summary>
    /// <returns>Infinite when a bin is empty in one of them only.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double OfShares(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        if (reference.Length != current.Length) throw new ArgumentException($"There are {reference.Length} and {current.Length} bins.", nameof(current));
        var index = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] != current[i]) index += (reference[i] - current[i]) * ReproducibleMath.Log(reference[i] / current[i]);
        }

        return index;
    }

    /// <summary>The inner edges between <paramref name="bins"/> bins of equal share of a sample: quantiles by linear interpolation, equal ones joined.</summary>
    /// <returns>Ascending; empty when the sample has no value.</returns>
    public static double[] Edges(ReadOnlySpan<double> sample, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var sorted = sample.ToArray().Where(v => !double.IsNaN(v)).Order().ToArray();
        if (sorted.Length == 0) return [];
        var edges = new List<double>();
        for (var i = 1; i < bins; i++)
        {
            var at = (double)i / bins * (sorted.Length - 1);
            var below = (int)at;
            var above = Math.Min(below + 1, sorted.Length - 1);
            var edge = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
            if (edges.Count == 0 || edge > edges[^1]) edges.Add(edge);
        }

        return [.. edges];
    }

    /// <summary>How many values fall between the edges; a value on an edge belongs to the bin above it.</summary>
    public static long[] Count(ReadOnlySpan<double> values, ReadOnlySpan<double> edges)
    {
        var counts = new long[edges.Length + 1];
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) counts[BinOf(value, edges)]++;
        }

        return counts;
    }

    /// <summary>The bin of one value: the number of edges that it reaches.</summary>
    public static int BinOf(double value, ReadOnlySpan<double> edges)
    {
        var place = edges.BinarySearch(value);
        return place < 0 ? ~place : place + 1;
    }
}
