namespace MLOpsBuild.Numerics.Distances;

/// <summary>The Kullback–Leibler divergence Σ p·ln(p / q) of p relative to q: 0 (alike) to infinity (p has what q has not).</summary>
public static class KullbackLeibler
{
    /// <summary>The divergence of two histograms over the same bins.</summary>
    /// <returns>Null when either histogram is empty; infinite when a bin of the first is empty in the second.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfCounts(ReadOnlySpan<long> p, ReadOnlySpan<long> q) => OfShares(Shares.Numbers(p), Shares.Numbers(q));

    /// <summary>The divergence of two histograms given as shares; they are divided by their sums first (SciPy's <c>entropy</c>).</summary>
    /// <returns>Null when either histogram is empty.</returns>
    /// <exception cref="ArgumentException">The histograms have different lengths.</exception>
    public static double? OfShares(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (Shares.Of(p, q) is not var (a, b)) return null;
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] > 0) sum += a[i] * ReproducibleMath.Log(a[i] / b[i]);
        }

        return sum;
    }
}
