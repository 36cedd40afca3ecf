namespace MLOpsBuild.Numerics.Distances;

/// <summary>The Hellinger distance √(1 − Σ √(p·q)): 0 (alike) to 1 (apart).</summary>
public static class Hellinger
{
    /// <summary>The distance of two histograms over the same bins.</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (Shares.Of(Shares.Numbers(a), Shares.Numbers(b)) is not var (p, q)) return null;
        // ½ Σ (√p − √q)² is the same, and keeps the digits of small distances.
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var gap = Math.Sqrt(p[i]) - Math.Sqrt(q[i]);
            sum += gap * gap;
        }

        return Math.Sqrt(Math.Min(1, sum / 2));
    }
}
