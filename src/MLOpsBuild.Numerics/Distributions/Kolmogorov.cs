namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The distribution of the greatest two-sided distance between the distribution function of n values and the one that they were drawn from.</summary>
/// <remarks>
/// The choice of methods is that of Simard and L'Ecuyer ("Computing the two-sided Kolmogorov–Smirnov distribution", Journal of Statistical Software 39, 2011), as in SciPy's <c>kstwo</c>:
/// closed forms at both ends (Ruben and Gambino), Durbin's matrix (Marsaglia, Tsang and Wang, 2003), twice Smirnov's one-sided chance in the tail (Miller, 1956), and the
/// expansion of Pelz and Good (1976) for large samples.
/// </remarks>
public static class Kolmogorov
{
    /// <summary>The chance of a distance of at least <paramref name="distance"/>.</summary>
    /// <param name="n">The number of values, at least 1.</param>
    /// <param name="distance">Usually from 0 to 1.</param>
    public static double Survival(int n, double distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var t = n * distance;
        if (distance >= 1) return 0;
        if (t <= 0.5) return 1;
        if (t <= 1) return 1 - Lowest(n, 2 * t - 1);
        if (t >= n - 1) return 2 * ReproducibleMath.Exp(n * ReproducibleMath.Log1p(-distance));
        var square = t * distance;
        if (distance >= 0.5 || square > (n <= 140 ? 4 : 2.2)) return Math.Clamp(2 * OneSided(n, distance), 0, 1);
        return Math.Clamp(1 - (n <= 140 || n <= 100_000 && t * Math.Sqrt(distance) <= 1.4 ? DurbinMatrix.Cumulative(n, distance) : PelzGood.Cumulative(n, distance)), 0, 1);
    }

    /// <summary>Smirnov's chance of a one-sided distance of at least <paramref name="distance"/>: a sum of positive terms.</summary>
    internal static double OneSided(int n, double distance)
    {
        var sum = 0.0;
        var last = (int)Math.Floor(n * (1 - distance));
        for (var j = 0; j <= last; j++)
        {
            var share = distance + (double)j / n;
            sum += Binomial.Mass(j, n, share) / share;
        }

        return distance * sum;
    }

    /// <summary>n! · (base / n)ⁿ.</summary>
    private static double Lowest(int n, double of)
    {
        if (of <= 0) return 0;
        return ReproducibleMath.Exp(GammaFunction.Log(n + 1.0) + n * (ReproducibleMath.Log(of) - ReproducibleMath.Log(n)));
    }
}
