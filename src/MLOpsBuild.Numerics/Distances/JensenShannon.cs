namespace MLOpsBuild.Numerics.Distances;

/// <summary>The Jensen–Shannon distance: the square root of the divergence, natural logarithm. 0 (alike) to √ln 2 ≈ 0.833 (apart).</summary>
public static class JensenShannon
{
    /// <summary>The distance of two histograms over the same bins; empty bins stay empty (SciPy's <c>jensenshannon</c>).</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (Shares.Of(Shares.Numbers(a), Shares.Numbers(b)) is not var (p, q)) return null;
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var middle = (p[i] + q[i]) / 2;
            sum += Term(p[i], middle) + Term(q[i], middle);
        }

        return Math.Sqrt(Math.Max(0, sum / 2));
    }

    private static double Term(double share, double middle) => share == 0 ? 0 : share * ReproducibleMath.Log(share / middle);
}
