using System.Runtime.CompilerServices;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>How a row's two derivatives share one 64-bit word: the first one, signed, above <see cref="HessianBits"/> bits that hold the second, not negative.</summary>
/// <remarks>
/// Words are added as they are: one addition sums both derivatives, and a bin of a histogram takes 8 bytes. Both fields have room for the sum of
/// <see cref="MostRows"/> rows; longer sums are made of shorter ones. Sums of integers do not depend on their order.
/// </remarks>
/// <param name="HessianBits">The width of the lower field.</param>
/// <param name="GradientUnit">What one unit of the upper field is worth.</param>
/// <param name="HessianUnit">What one unit of the lower field is worth.</param>
internal readonly record struct Packing(int HessianBits, double GradientUnit, double HessianUnit)
{
    /// <summary>At most this many words may be added up before their fields are taken apart.</summary>
    public const int MostRows = 8192;

    /// <summary>For second derivatives that vary: first ones up to <paramref name="gradient"/>, second ones up to half of <paramref name="hessian"/>, both powers of two.</summary>
    public static Packing Of(int rows, double gradient, double hessian)
    {
        var scale = 1.0 / (1L << 31 - CountBits(rows));
        return new Packing(31, gradient * scale, hessian * scale);
    }

    /// <summary>For second derivatives that are all 1: the first ones, up to <paramref name="gradient"/>, have 30 bits.</summary>
    public static Packing OfOnes(int rows, double gradient) => new(CountBits(rows) + 1, gradient / (1 << 30), 1);

    /// <summary>The word of two derivatives.</summary>
    /// <param name="gradient">The first derivative.</param>
    /// <param name="hessian">The second one; where it is positive, so is its field, since an empty field means that there are no rows.</param>
    public long Word(double gradient, double hessian)
    {
        var second = hessian > 0 ? Math.Max(1, (long)Math.Round(hessian / HessianUnit)) : 0;
        return ((long)Math.Round(gradient / GradientUnit) << HessianBits) + second;
    }

    /// <summary>The sum of first derivatives, in units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GradientOf(long word) => word >> HessianBits;

    /// <summary>The sum of second derivatives, in units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long HessianOf(long word) => word & (1L << HessianBits) - 1;

    /// <summary>The least power of two that is not below a size, within the range where it and its inverse are finite.</summary>
    public static double PowerAbove(double size)
    {
        var exponent = Math.Clamp(Math.ILogB(Math.Max(size, 2.2250738585072014e-308)) + 1, -900, 1000);
        return Math.ScaleB(1, exponent);
    }

    private static int CountBits(int rows)
    {
        var bits = 0;
        while (1 << bits < Math.Min(rows, MostRows)) bits++;
        return Math.Max(bits, 1);
    }
}
