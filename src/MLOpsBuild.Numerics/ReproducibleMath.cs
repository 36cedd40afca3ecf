namespace MLOpsBuild.Numerics;

/// <summary>Exponential, logarithm, power and their relatives with the same bits on every machine and runtime.</summary>
/// <remarks>
/// The platform's own functions differ in the last bit between C libraries, and one bit is enough to move a model's digest. These use only
/// addition, subtraction, multiplication and division, which IEEE 754 rounds exactly, and bit operations; .NET never fuses a multiplication
/// and an addition by itself. The error is below one unit in the last place. Thread-safe.
/// </remarks>
public static partial class ReproducibleMath
{
    private const double InverseLn2 = 1.4426950408889634;

    // ln 2 in two parts: the high one ends in 20 zero bits, so that its product with any exponent is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Sqrt2 = 1.4142135623730951;

    /// <summary>e to the power of <paramref name="x"/>: +∞ above 709.78, 0 below −745.13, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (!(x <= 709.782712893384)) return x > 0 ? double.PositiveInfinity : double.NaN;
        return x < -745.1332191019412 ? 0 : ExpOfSum(x, 0);
    }

    /// <summary>The natural logarithm: −∞ at 0, NaN below it.</summary>
    public static double Log(double x)
    {
        if (!(x > 0)) return x == 0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x)) return x;
        var mantissa = Split(x, out var exponent);
        return LogOfParts(mantissa - 1, exponent, 0);
    }

    /// <summary>The natural logarithm of 1 + <paramref name="x"/>, exact also where 1 + x would lose x's digits; −∞ at −1, NaN below it.</summary>
    public static double Log1p(double x)
    {
        if (!(x > -1)) return x == -1 ? double.NegativeInfinity : double.NaN;
        if (x is < 1e-17 and > -1e-17 || double.IsPositiveInfinity(x)) return x;
        if (x is > -0.29 and < 0.41) return LogOfParts(x, 0, 0);
        var sum = 1 + x;
        var lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);
        var mantissa = Split(sum, out var exponent);
        return LogOfParts(mantissa - 1, exponent, lost / sum);
    }

    /// <summary>The logistic function 1 / (1 + e⁻ˣ), in [0, 1].</summary>
    public static double Sigmoid(double x)
    {
        var e = Exp(x < 0 ? x : -x);
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /// <summary>ln(1 + eˣ) without overflow: the log loss of a score <paramref name="x"/> when the outcome is 0.</summary>
    public static double LogOnePlusExp(double x) => x > 0 ? x + Log1p(Exp(-x)) : Log1p(Exp(x));

    /// <summary>e^(high + low) for a small correction <paramref name="low"/>; the argument must be in the range of finite results.</summary>
    private static double ExpOfSum(double high, double low)
    {
        // high + low = k ln 2 + r + tail with |r| ≤ ln 2 / 2; the first difference is exact.
        var k = (int)(high * InverseLn2 + (high < 0 ? -0.5 : 0.5));
        var reduced = high - k * Ln2High;
        var rest = k * Ln2Low - low;
        var r = reduced - rest;
        var tail = reduced - r - rest;

        // e^r = 1 + r + s; the Taylor series up to r¹⁴ in even and odd powers, two shorter dependency chains.
        var r2 = r * r;
        var even = 1.0 / 2 + r2 * (1.0 / 24 + r2 * (1.0 / 720 + r2 * (1.0 / 40320 + r2 * (1.0 / 3628800 + r2 * (1.0 / 479001600 + r2 * (1.0 / 87178291200))))));
        var odd = 1.0 / 6 + r2 * (1.0 / 120 + r2 * (1.0 / 5040 + r2 * (1.0 / 362880 + r2 * (1.0 / 39916800 + r2 * (1.0 / 6227020800)))));
        var s = r2 * (even + r * odd);
        var sum = 1 + r;
        var lost = r - (sum - 1);
        return Scale(sum + (lost + (s + tail * sum)), k);
    }

    /// <summary>ln((1 + f) · 2^k) + correction for 1 + f in [√½, √2].</summary>
    private static double LogOfParts(double f, int k, double correction)
    {
        // ln(1 + f) = f − f²/2 + s (f²/2 + R) with s = f / (2 + f) and R the tail of 2 artanh(s) / s.
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var odd = z * (2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19 + w * (2.0 / 23))))));
        var even = w * (2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21)))));
        var half = 0.5 * f * f;
        var low = s * (half + (odd + even)) + (k * Ln2Low + correction);
        if (k == 0)
        {
            var high = f - half;
            return high + (f - high - half + low);
        }

        var whole = k * Ln2High;
        var sum = whole + f;
        var lost = f - (sum - whole);
        return sum + (lost - (half - low));
    }

    /// <summary>x = result · 2^exponent with the result in (√½, √2]; <paramref name="x"/> is positive and finite.</summary>
    private static double Split(double x, out int exponent)
    {
        exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54: a subnormal has no exponent of its own
            exponent = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble(bits & 0x000FFFFFFFFFFFFF | 0x3FF0000000000000);
        if (mantissa <= Sqrt2) return mantissa;
        exponent++;
        return mantissa * 0.5;
    }

    private static double Scale(double value, int exponent) => exponent switch
    {
        > 1023 => value * 2 * PowerOfTwo(exponent - 1),
        < -1021 => value * PowerOfTwo(exponent + 200) * PowerOfTwo(-200),
        _ => value * PowerOfTwo(exponent),
    };

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
