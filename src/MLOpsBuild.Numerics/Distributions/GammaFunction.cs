namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The gamma function's logarithm and the regularized incomplete gamma functions.</summary>
/// <remarks>
/// The prefix x^a·e⁻ˣ/Γ(a+1) is computed by Loader's saddle-point form ("Fast and accurate computation of binomial probabilities", 2000), which loses no digits
/// where a and x are large and near; then a power series below x = a + 1 and Lentz's continued fraction above it (Numerical Recipes, 6.2).
/// </remarks>
public static class GammaFunction
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-16;
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>ln Γ(<paramref name="x"/>).</summary>
    /// <param name="x">Above 0.</param>
    public static double Log(double x)
    {
        if (!(x > 0)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must be above 0.");
        // Γ(x) = Γ(x + k) / (x · … · (x + k − 1)): Stirling's series is exact to a double from 15 on.
        var product = 1.0;
        while (x < 15) product *= x++;
        return (x - 0.5) * ReproducibleMath.Log(x) - x + HalfLogTwoPi + StirlingSeries(x) - ReproducibleMath.Log(product);
    }

    /// <summary>P(a, x): the share of a gamma distribution of shape <paramref name="a"/> that is at most <paramref name="x"/>.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double RegularizedLower(double a, double x)
    {
        Check(a, x);
        return x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);
    }

    /// <summary>Q(a, x) = 1 − P(a, x), without cancellation where it is small.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double RegularizedUpper(double a, double x)
    {
        Check(a, x);
        return x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);
    }

    /// <summary>The error of Stirling's formula for n!: ln n! − (n + ½) ln n + n − ½ ln 2π.</summary>
    internal static double StirlingError(double n) =>
        n >= 15 ? StirlingSeries(n) : Log(n + 1) - (n + 0.5) * ReproducibleMath.Log(n) + n - HalfLogTwoPi;

    /// <summary>Loader's deviance: x·ln(x / mean) + mean − x, exact also where x is near the mean.</summary>
    internal static double Deviance(double x, double mean)
    {
        if (Math.Abs(x - mean) >= 0.1 * (x + mean)) return x * ReproducibleMath.Log(x / mean) + mean - x;
        var v = (x - mean) / (x + mean);
        var sum = (x - mean) * v;
        var term = 2 * x * v;
        for (var j = 1; ; j++)
        {
            term *= v * v;
            var next = sum + term / (2 * j + 1);
            if (next == sum) return next;
            sum = next;
        }
    }

    private static double StirlingSeries(double n)
    {
        var square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / square) / square) / square) / square) / square) / n;
    }

    private static double Prefix(double a, double x)
    {
        if (a < 1) return ReproducibleMath.Exp(a * ReproducibleMath.Log(x) - x - Log(a + 1));
        return ReproducibleMath.Exp(-StirlingError(a) - Deviance(a, x)) / Math.Sqrt(2 * Math.PI * a);
    }

    private static double Series(double a, double x)
    {
        if (x == 0) return 0;
        double term = 1, sum = 1;
        for (var n = 1; term > sum * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return Math.Min(1, Prefix(a, x) * sum);
    }

    private static double Fraction(double a, double x)
    {
        if (double.IsPositiveInfinity(x)) return 0;
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var value = d;
        for (var i = 1; i < 100_000; i++)
        {
            var numerator = -i * (i - a);
            b += 2;
            d = numerator * d + b;
            if (Math.Abs(d) < Tiny) d = Tiny;
            c = b + numerator / c;
            if (Math.Abs(c) < Tiny) c = Tiny;
            d = 1 / d;
            var step = d * c;
            value *= step;
            if (Math.Abs(step - 1) < Precision) break;
        }

        return Prefix(a, x) * a * value;
    }

    private static void Check(double a, double x)
    {
        if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a), a, "The shape must be above 0.");
        if (!(x >= 0)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must be at least 0.");
    }
}
