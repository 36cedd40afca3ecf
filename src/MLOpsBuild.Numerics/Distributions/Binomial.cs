namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The binomial distribution.</summary>
internal static class Binomial
{
    /// <summary>The chance of <paramref name="k"/> of <paramref name="n"/>, each with chance <paramref name="p"/> (Loader, 2000): full precision for any n.</summary>
    public static double Mass(int k, int n, double p)
    {
        if (p <= 0) return k == 0 ? 1 : 0;
        if (p >= 1) return k == n ? 1 : 0;
        if (k == 0) return ReproducibleMath.Exp(n * ReproducibleMath.Log1p(-p));
        if (k == n) return ReproducibleMath.Exp(n * ReproducibleMath.Log(p));
        var log = GammaFunction.StirlingError(n) - GammaFunction.StirlingError(k) - GammaFunction.StirlingError(n - k)
            - GammaFunction.Deviance(k, n * p) - GammaFunction.Deviance(n - k, n * (1 - p));
        return ReproducibleMath.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }
}
