namespace MLOpsBuild.Numerics.Distributions;

/// <summary>Student's t distribution: what a mean of few blocks, divided by its own standard error, follows.</summary>
public static class StudentT
{
    /// <summary>The value that leaves <paramref name="share"/> above it, by the normal quantile's expansion (Abramowitz and Stegun 26.7.5).</summary>
    /// <remarks>Within 0.1 % from 5 degrees of freedom on and shares from 0.005 to 0.5; not meant for fewer.</remarks>
    /// <param name="share">Above 0 and at most 0.5.</param>
    /// <param name="degreesOfFreedom">At least 5.</param>
    public static double UpperQuantile(double share, double degreesOfFreedom)
    {
        if (share is not (> 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and at most 0.5.");
        if (!(degreesOfFreedom >= 5)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There must be at least 5 degrees of freedom.");
        var z = Normal.UpperQuantile(share);
        var s = z * z;
        var n = degreesOfFreedom;
        var first = z * (s + 1) / 4;
        var second = z * ((5 * s + 16) * s + 3) / 96;
        var third = z * (((3 * s + 19) * s + 17) * s - 15) / 384;
        var fourth = z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160;
        return z + (first + (second + (third + fourth / n) / n) / n) / n;
    }

    /// <summary>The share farther from 0 than |<paramref name="t"/>|: the p-value of a two-sided test.</summary>
    /// <param name="t">The argument.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There must be more than 0 degrees of freedom.");
        if (double.IsNaN(t) || double.IsInfinity(t)) return double.IsNaN(t) ? double.NaN : 0;
        var square = t * t;
        return BetaFunction.Regularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square));
    }

    /// <summary>The share above <paramref name="t"/>.</summary>
    /// <param name="t">The argument.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double Survival(double t, double degreesOfFreedom) => t >= 0 ? TwoSided(t, degreesOfFreedom) / 2 : 1 - TwoSided(t, degreesOfFreedom) / 2;

    /// <summary>The value that the share <paramref name="share"/> is farther from 0 than, to the last digits and for any degrees of freedom; slower than <see cref="UpperQuantile"/>.</summary>
    /// <param name="share">Above 0 and below 1: 0.05 for a 95 % interval.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSidedQuantile(double share, double degreesOfFreedom)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and below 1.");
        double low = 0, high = 1;
        while (TwoSided(high, degreesOfFreedom) > share) high *= 2;
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return middle;
            if (TwoSided(middle, degreesOfFreedom) > share) low = middle;
            else high = middle;
        }
    }
}
