namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The noncentral t distribution: what a t statistic follows when there is an effect; for the power of t-tests.</summary>
public static class NoncentralT
{
    /// <summary>The share at or below <paramref name="t"/>, by the series of Lenth (1989, algorithm AS 243) with Poisson weights from the middle outwards.</summary>
    /// <remarks>Absolute error below 10⁻¹⁰ for noncentralities up to 1000.</remarks>
    /// <param name="t">The argument.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <param name="noncentrality">The effect in standard errors.</param>
    public static double Cumulative(double t, double degreesOfFreedom, double noncentrality)
    {
        if (!(degreesOfFreedom > 0)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There must be more than 0 degrees of freedom.");
        if (t < 0) return 1 - Cumulative(-t, degreesOfFreedom, -noncentrality);
        var tail = Normal.Survival(noncentrality);
        if (t == 0) return tail;
        var square = t * t;
        var x = square / (square + degreesOfFreedom);
        var rest = degreesOfFreedom / (square + degreesOfFreedom);
        return Math.Clamp(tail + Series(x, rest, degreesOfFreedom, noncentrality) / 2, 0, 1);
    }

    // Terms p_j·I(j + ½, n/2, x) + q_j·I(j + 1, n/2, x) with p Poisson of mean δ²/2 and q its half-step relative; they peak near j = δ²/2.
    private static double Series(double x, double rest, double degreesOfFreedom, double noncentrality)
    {
        var mean = noncentrality * noncentrality / 2;
        if (mean == 0) return BetaFunction.Regularized(0.5, degreesOfFreedom / 2, x, rest);
        var width = 12 * Math.Sqrt(mean) + 40;
        var first = (int)Math.Max(0, Math.Floor(mean - width));
        var last = (int)(mean + width);
        var sum = 0.0;
        for (var j = first; j <= last; j++)
        {
            var even = ReproducibleMath.Exp(-mean + j * ReproducibleMath.Log(mean) - GammaFunction.Log(j + 1.0));
            var odd = noncentrality / Math.Sqrt(2) * ReproducibleMath.Exp(-mean + j * ReproducibleMath.Log(mean) - GammaFunction.Log(j + 1.5));
            sum += even * BetaFunction.Regularized(j + 0.5, degreesOfFreedom / 2, x, rest) + odd * BetaFunction.Regularized(j + 1.0, degreesOfFreedom / 2, x, rest);
        }

        return sum;
    }
}
