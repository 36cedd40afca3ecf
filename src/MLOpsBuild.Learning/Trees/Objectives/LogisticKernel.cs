using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees.Objectives;

/// <summary>The derivatives of the log loss of many rows at once.</summary>
/// <remarks>
/// Four or one row at a time by the same exactly rounded operations, none of which crosses rows, so that the results have the same bits. Losses are
/// kept by row number modulo 8. The logarithms of 1 + e⁻|score| are not summed: their arguments, from 1 to 2, are multiplied, and one logarithm is
/// taken of each product.
/// </remarks>
internal static class LogisticKernel
{
    /// <summary>At most so many rows, or the products would overflow.</summary>
    public const int MostRows = 4096;

    private const int Lanes = 8;

    // Added to a number below 2^51 in size, it leaves the nearest integer in the low bits.
    private const double Magic = 6755399441055744;
    private const double InverseLn2 = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Fills the words of the rows and returns the sum of their losses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Derive(ReadOnlySpan<double> scores, ReadOnlySpan<double> target, Span<long> words, Packing packing)
    {
        if (scores.Length > MostRows) throw new ArgumentOutOfRangeException(nameof(scores));
        Span<double> products = stackalloc double[Lanes];
        Span<double> sums = stackalloc double[Lanes];
        products.Fill(1);
        sums.Clear();
        var row = Vector256.IsHardwareAccelerated ? DeriveEights(scores, target, words, packing, products, sums) : 0;
        var units = 1 / packing.GradientUnit;
        for (; row < scores.Length; row++)
        {
            var score = scores[row];
            var e = Exp(Math.Max(-Math.Abs(score), -700));
            var inverse = 1 / (1 + e);
            var p = (score < 0 ? e : 1) * inverse;
            products[row % Lanes] *= 1 + e;
            sums[row % Lanes] += (score < 0 ? 0 : score) - target[row] * score;
            var gradient = BitConverter.DoubleToInt64Bits((p - target[row]) * units + Magic) - BitConverter.DoubleToInt64Bits(Magic);
            var hessian = BitConverter.DoubleToInt64Bits(Math.Max(p * (1 - p) * units, 1) + Magic) - BitConverter.DoubleToInt64Bits(Magic);
            words[row] = (gradient << packing.HessianBits) + hessian;
        }

        var loss = 0.0;
        for (var lane = 0; lane < Lanes; lane++) loss += ReproducibleMath.Log(products[lane]) + sums[lane];
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int DeriveEights(ReadOnlySpan<double> scores, ReadOnlySpan<double> target, Span<long> words, Packing packing, Span<double> products, Span<double> sums)
    {
        ref var score = ref MemoryMarshal.GetReference(scores);
        ref var y = ref MemoryMarshal.GetReference(target);
        ref var word = ref MemoryMarshal.GetReference(words);
        var units = Vector256.Create(1 / packing.GradientUnit);
        var (product0, product1) = (Vector256<double>.One, Vector256<double>.One);
        var (sum0, sum1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var row = 0;
        for (; row + Lanes <= scores.Length; row += Lanes)
        {
            Derive(ref score, ref y, ref word, row, units, packing.HessianBits, ref product0, ref sum0);
            Derive(ref score, ref y, ref word, row + 4, units, packing.HessianBits, ref product1, ref sum1);
        }

        product0.CopyTo(products);
        product1.CopyTo(products[4..]);
        sum0.CopyTo(sums);
        sum1.CopyTo(sums[4..]);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Derive(
        ref double scores, ref double targets, ref long words, int row, Vector256<double> units, int hessianBits, ref Vector256<double> product, ref Vector256<double> sum)
    {
        var one = Vector256<double>.One;
        var magic = Vector256.Create(Magic);
        var score = Vector256.LoadUnsafe(ref scores, (nuint)row);
        var target = Vector256.LoadUnsafe(ref targets, (nuint)row);
        var e = Exp(Vector256.Max(-Vector256.Abs(score), Vector256.Create(-700.0)));
        var isNegative = Vector256.LessThan(score, Vector256<double>.Zero);
        var inverse = one / (one + e);
        var p = Vector256.ConditionalSelect(isNegative, e, one) * inverse;
        product *= one + e;
        sum += Vector256.ConditionalSelect(isNegative, Vector256<double>.Zero, score) - target * score;
        var gradient = ((p - target) * units + magic).AsInt64() - magic.AsInt64();
        var hessian = (Vector256.Max(p * (one - p) * units, one) + magic).AsInt64() - magic.AsInt64();
        ((gradient << hessianBits) + hessian).StoreUnsafe(ref words, (nuint)row);
    }

    // As ReproducibleMath.Exp, in the range where no result is subnormal.
    private static double Exp(double x)
    {
        var shifted = x * InverseLn2 + Magic;
        var k = shifted - Magic;
        var reduced = x - k * Ln2High;
        var rest = k * Ln2Low;
        var r = reduced - rest;
        var tail = reduced - r - rest;
        var r2 = r * r;
        var even = 1.0 / 2 + r2 * (1.0 / 24 + r2 * (1.0 / 720 + r2 * (1.0 / 40320 + r2 * (1.0 / 3628800 + r2 * (1.0 / 479001600)))));
        var odd = 1.0 / 6 + r2 * (1.0 / 120 + r2 * (1.0 / 5040 + r2 * (1.0 / 362880 + r2 * (1.0 / 39916800))));
        var value = 1 + (r + (r2 * (even + r * odd) + tail));
        return value * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(shifted) << 52) + 0x3FF0000000000000);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exp(Vector256<double> x)
    {
        var shifted = x * Vector256.Create(InverseLn2) + Vector256.Create(Magic);
        var k = shifted - Vector256.Create(Magic);
        var reduced = x - k * Vector256.Create(Ln2High);
        var rest = k * Vector256.Create(Ln2Low);
        var r = reduced - rest;
        var tail = reduced - r - rest;
        var r2 = r * r;
        var even = Of(1.0 / 2) + r2 * (Of(1.0 / 24) + r2 * (Of(1.0 / 720) + r2 * (Of(1.0 / 40320) + r2 * (Of(1.0 / 3628800) + r2 * Of(1.0 / 479001600)))));
        var odd = Of(1.0 / 6) + r2 * (Of(1.0 / 120) + r2 * (Of(1.0 / 5040) + r2 * (Of(1.0 / 362880) + r2 * Of(1.0 / 39916800))));
        var value = Vector256<double>.One + (r + (r2 * (even + r * odd) + tail));
        return value * ((shifted.AsInt64() << 52) + Vector256.Create(0x3FF0000000000000)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Of(double value) => Vector256.Create(value);
}
