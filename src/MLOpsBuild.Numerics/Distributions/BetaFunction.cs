namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The regularized incomplete beta function.</summary>
/// <remarks>Lentz's continued fraction (Numerical Recipes, 6.4) behind Loader's saddle-point form of the prefix (2000), which loses no digits where the parameters are large.</remarks>
public static class BetaFunction
{
    private const double Tiny = 1e-300;

    /// <summary>I(a, b, x): the share of a beta distribution that is at most <paramref name="x"/>.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second shape, above 0.</param>
    /// <param name="x">From 0 to 1.</param>
    public static double Regularized(double a, double b, double x) => Regularized(a, b, x, 1 - x);

    /// <summary>As the other overload, with 1 − x given: where x is near 1 it has digits that x lost.</summary>
    internal static double Regularized(double a, double b, double x, double rest)
    {
        if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a), a, "A shape must be above 0.");
        if (!(b > 0)) throw new ArgumentOutOfRangeException(nameof(b), b, "A shape must be above 0.");
        if (!(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must be from 0 to 1.");
        if (x == 0 || rest == 0) return x == 0 ? 0 : 1;
        // The fraction converges fast on the near side of the mean.
        return x < (a + 1) / (a + b + 2) ? Prefix(a, b, x, rest) * Fraction(a, b, x) / a : 1 - Prefix(a, b, x, rest) * Fraction(b, a, rest) / b;
    }

    // x^a · (1 − x)^b / B(a, b).
    private static double Prefix(double a, double b, double x, double rest)
    {
        var n = a + b;
        var log = GammaFunction.StirlingError(n) - GammaFunction.StirlingError(a) - GammaFunction.StirlingError(b)
            - GammaFunction.Deviance(a, n * x) - GammaFunction.Deviance(b, n * rest);
        return ReproducibleMath.Exp(log) * Math.Sqrt(a * b / (2 * Math.PI * n));
    }

    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = Inverse(1 - (a + b) * x / (a + 1));
        var value = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = Inverse(1 + even * d);
            c = NotZero(1 + even / c);
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = Inverse(1 + odd * d);
            c = NotZero(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }

        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    private static double Inverse(double value) => 1 / NotZero(value);
}
