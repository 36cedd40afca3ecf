namespace MLOpsBuild.Numerics.Distances;

/// <summary>The greatest distance between two distribution functions: 0 (alike) to 1 (apart).</summary>
/// <remarks>Judge it by its size against what whole blocks of the reference differ by: its textbook p-value calls every difference real once samples are large.</remarks>
public static class KolmogorovSmirnov
{
    /// <summary>The statistic of two samples, in any order; NaN is missing and left out.</summary>
    /// <returns>Null when either sample has no value.</returns>
    public static double? Statistic(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = OrderedSamples.Sorted(a);
        var y = OrderedSamples.Sorted(b);
        if (x.Length == 0 || y.Length == 0) return null;
        var greatest = 0.0;
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
        {
            // Ties move both functions at once.
            var value = Math.Min(x[i], y[j]);
            while (i < x.Length && x[i] == value) i++;
            while (j < y.Length && y[j] == value) j++;
            greatest = Math.Max(greatest, Math.Abs((double)i / x.Length - (double)j / y.Length));
        }

        return greatest;
    }

    /// <summary>The statistic of two histograms over the same ordered values or bins.</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} bins.", nameof(b));
        long totalA = 0, totalB = 0;
        for (var i = 0; i < a.Length; i++) (totalA, totalB) = (totalA + a[i], totalB + b[i]);
        if (totalA == 0 || totalB == 0) return null;
        long belowA = 0, belowB = 0;
        var greatest = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            belowA += a[i];
            belowB += b[i];
            greatest = Math.Max(greatest, Math.Abs((double)belowA / totalA - (double)belowB / totalB));
        }

        return greatest;
    }
}
