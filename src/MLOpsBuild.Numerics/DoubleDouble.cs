namespace MLOpsBuild.Numerics;

/// <summary>An unevaluated sum of two doubles with about 104 bits (Dekker, 1971). High is the sum rounded to a double.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private const double Splitter = 134217729; // 2^27 + 1

    /// <summary>a + b, exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDouble(sum, a - (sum - part) + (b - part));
    }

    /// <summary>a + b, exactly, where |a| ≥ |b|.</summary>
    public static DoubleDouble FastSum(double a, double b)
    {
        var sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    /// <summary>a · b, exactly, without a fused multiplication; both below 2⁹⁹⁶.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        var product = a * b;
        var t = Splitter * a;
        var aHigh = t - (t - a);
        var aLow = a - aHigh;
        t = Splitter * b;
        var bHigh = t - (t - b);
        var bLow = b - bHigh;
        return new DoubleDouble(product, aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow));
    }

    /// <summary>a / b.</summary>
    public static DoubleDouble Quotient(double a, DoubleDouble b)
    {
        var quotient = a / b.High;
        var product = Product(quotient, b.High);
        var rest = a - product.High - product.Low - quotient * b.Low;
        return FastSum(quotient, rest / b.High);
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var sum = Sum(a.High, b.High);
        return FastSum(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = Product(a.High, b.High);
        return FastSum(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }
}
