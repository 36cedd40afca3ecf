namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The expansion of Pelz and Good ("Approximating the lower tail-areas of the Kolmogorov–Smirnov one-sample statistic", 1976) for large samples.</summary>
internal static class PelzGood
{
    private const double Pi2 = Math.PI * Math.PI;

    /// <summary>The chance of a distance below <paramref name="distance"/>: K₀ + K₁/√n + K₂/n + K₃/n^(3/2).</summary>
    public static double Cumulative(int n, double distance)
    {
        var z = Math.Sqrt(n) * distance;
        var exponent = -Pi2 / (8 * z * z);
        if (exponent < -708) return 0;
        var z2 = z * z;
        var z4 = z2 * z2;
        var z6 = z4 * z2;
        var z8 = z4 * z4;
        double k0 = 0, k1 = 0, k2 = 0, k3 = 0;
        var terms = (int)Math.Ceiling(16 * z / Math.PI);
        for (var k = terms; k >= 1; k--)
        {
            // Half odd numbers: with m = (k − ½)·π the factor is exp(−m² / 2z²).
            var m2 = (k - 0.5) * (k - 0.5) * Pi2;
            var m4 = m2 * m2;
            var weight = ReproducibleMath.Exp(-m2 / (2 * z2));
            k0 += weight;
            k1 += weight * (m2 - z2);
            k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * m2 + (1 - 2 * z2) * m4);
            k3 += weight * (-30 * z6 - 90 * z8 + (135 * z4 - 96 * z6) * m2 + (212 * z4 - 60 * z2) * m4 + (5 - 30 * z2) * m4 * m2);
        }

        double more2 = 0, more3 = 0;
        for (var k = terms; k >= 1; k--)
        {
            var m2 = k * k * Pi2;
            var weight = ReproducibleMath.Exp(-m2 / (2 * z2));
            more2 += weight * m2;
            more3 += weight * m2 * (3 * z2 - m2);
        }

        var root = Math.Sqrt(2 * Math.PI);
        var rootN = Math.Sqrt(n);
        return root * (k0 / z
            + k1 / (6 * z4) / rootN
            + (k2 / (72 * z6 * z) - more2 / (36 * z2 * z)) / n
            + (k3 / (6480 * z8 * z2) + more3 / (216 * z6)) / (n * rootN));
    }
}
