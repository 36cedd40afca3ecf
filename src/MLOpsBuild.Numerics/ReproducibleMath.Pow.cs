namespace MLOpsBuild.Numerics;

public static partial class ReproducibleMath
{
    /// <summary><paramref name="x"/> to the power of <paramref name="y"/>, with the special values of IEEE 754.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        if (double.IsInfinity(y)) return PowOfInfinity(Math.Abs(x), y > 0);
        var odd = IsOddInteger(y);
        if (x == 0 || double.IsInfinity(x))
        {
            var size = x == 0 == y > 0 ? 0 : double.PositiveInfinity;
            return odd && double.IsNegative(x) ? -size : size;
        }

        if (x > 0) return PowOfPositive(x, y);
        if (Math.Floor(y) != y) return double.NaN;
        return odd ? -PowOfPositive(-x, y) : PowOfPositive(-x, y);
    }

    private static double PowOfInfinity(double size, bool positive)
    {
        if (size == 1) return 1;
        return size > 1 == positive ? double.PositiveInfinity : 0;
    }

    // Every double of 2^53 or more is an even integer.
    private static bool IsOddInteger(double y) =>
        Math.Abs(y) < 9007199254740992 && Math.Floor(y) == y && ((long)y & 1) != 0;

    private static double PowOfPositive(double x, double y)
    {
        var log = LogOfPositive(x);
        var rough = log.High * y;
        if (rough > 710) return double.PositiveInfinity;
        if (rough < -746) return 0;
        var product = DoubleDouble.Product(log.High, y);
        var sum = DoubleDouble.FastSum(product.High, product.Low + log.Low * y);
        if (sum.High > 709.782712893384) return double.PositiveInfinity;
        return sum.High < -745.1332191019412 ? 0 : ExpOfSum(sum.High, sum.Low);
    }

    // The product with y multiplies the logarithm's error by up to 745, so that it needs some 65 bits.
    private static DoubleDouble LogOfPositive(double x)
    {
        var f = Split(x, out var exponent) - 1;
        var s = DoubleDouble.Quotient(f, DoubleDouble.Sum(2, f));
        var z = s * s;
        var series = default(DoubleDouble);
        for (var n = 31; n >= 3; n -= 2) series = series * z + DoubleDouble.Quotient(2, new DoubleDouble(n, 0));
        var log = s * (new DoubleDouble(2, 0) + series * z);
        return exponent == 0 ? log : new DoubleDouble(exponent * Ln2High, 0) + DoubleDouble.Product(exponent, Ln2Low) + log;
    }
}
