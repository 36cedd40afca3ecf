namespace MLOpsBuild.Numerics;

public static partial class ReproducibleMath
{
    // 2π in two parts.
    private const double TwoPiHigh = 6.2831853071795862;
    private const double TwoPiLow = 2.4492935982947064e-16;

    /// <summary>The sine of an angle given in full turns, sin(2π·<paramref name="turns"/>), exact at multiples of a quarter; NaN unless finite.</summary>
    public static double SinOfTurns(double turns)
    {
        // The reduction to [−1/8, 1/8] of a turn is exact, which it is not for an angle in radians.
        var quarter = Math.Round(turns * 4, MidpointRounding.ToEven);
        return double.IsFinite(turns) ? OfQuarter(turns - quarter / 4, quarter) : double.NaN;
    }

    /// <summary>The cosine of an angle given in full turns, cos(2π·<paramref name="turns"/>), exact at multiples of a quarter; NaN unless finite.</summary>
    public static double CosOfTurns(double turns)
    {
        var quarter = Math.Round(turns * 4, MidpointRounding.ToEven);
        return double.IsFinite(turns) ? OfQuarter(turns - quarter / 4, quarter + 1) : double.NaN;
    }

    // The sine of an angle that is so many quarters of a turn ahead.
    private static double OfQuarter(double turns, double quarter)
    {
        var x = turns * TwoPiHigh;
        var low = turns * TwoPiLow;
        return (quarter - 4 * Math.Floor(quarter / 4)) switch
        {
            0 => SinOfSmall(x, low),
            1 => CosOfSmall(x, low),
            2 => -SinOfSmall(x, low),
            _ => -CosOfSmall(x, low),
        };
    }

    // Taylor series up to x¹⁷ and x¹⁶; |x| ≤ π/4.
    private static double SinOfSmall(double x, double low)
    {
        var z = x * x;
        var series = -1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 + z * (1.0 / 6227020800 + z * (-1.0 / 1307674368000 + z * (1.0 / 355687428096000)))))));
        return x + (x * z * series + low);
    }

    private static double CosOfSmall(double x, double low)
    {
        var z = x * x;
        var series = 1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z * (1.0 / 479001600 + z * (-1.0 / 87178291200 + z * (1.0 / 20922789888000))))));
        var half = 0.5 * z;
        var high = 1 - half;
        return high + (1 - high - half + (z * z * series - x * low));
    }
}
