namespace MLOpsBuild.Numerics.Distances;

/// <summary>Histograms as shares.</summary>
internal static class Shares
{
    /// <summary>Both histograms divided by their sums; null when either sums to 0.</summary>
    public static (double[] P, double[] Q)? Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"There are {a.Length} and {b.Length} bins.", nameof(b));
        var (totalA, totalB) = (PairwiseSum.Of(a), PairwiseSum.Of(b));
        if (totalA == 0 || totalB == 0) return null;
        var p = a.ToArray();
        var q = b.ToArray();
        for (var i = 0; i < p.Length; i++) (p[i], q[i]) = (p[i] / totalA, q[i] / totalB);
        return (p, q);
    }

    /// <summary>Counts as numbers.</summary>
    public static double[] Numbers(ReadOnlySpan<long> counts)
    {
        var numbers = new double[counts.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = counts[i];
        return numbers;
    }
}
