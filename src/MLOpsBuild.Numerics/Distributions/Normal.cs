namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The share above <paramref name="z"/>; accurate to the last digits far out, where 1 − cdf would be 0.</summary>
    public static double Survival(double z) => z >= 0 ? TwoSided(z) / 2 : 1 - TwoSided(z) / 2;

    /// <summary>The share farther from 0 than |<paramref name="z"/>|: the p-value of a two-sided test.</summary>
    public static double TwoSided(double z) => double.IsNaN(z) ? double.NaN : GammaFunction.RegularizedUpper(0.5, z * z / 2);

    /// <summary>The value that leaves <paramref name="share"/> above it.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    public static double UpperQuantile(double share)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and below 1.");
        double low = -40, high = 40;
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return middle;
            if (Survival(middle) > share) low = middle;
            else high = middle;
        }
    }
}
