namespace MLOpsBuild.Numerics.Distances;

/// <summary>The total variation distance: the share of rows that would have to change category. 0 (alike) to 1 (apart).</summary>
public static class TotalVariation
{
    /// <summary>Half the sum of the absolute differences of the shares of two histograms over the same categories.</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} categories.", nameof(b));
        long totalA = 0, totalB = 0;
        for (var i = 0; i < a.Length; i++) (totalA, totalB) = (totalA + a[i], totalB + b[i]);
        if (totalA == 0 || totalB == 0) return null;
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += Math.Abs((double)a[i] / totalA - (double)b[i] / totalB);
        return sum / 2;
    }
}
