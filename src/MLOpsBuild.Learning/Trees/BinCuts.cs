using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Cuts a feature's values into bins: a value belongs to the first bin whose upper cut is not below it; the last bin has no cut.</summary>
internal static class BinCuts
{
    /// <summary>The bin of a missing value; value bins are 0 to at most 254.</summary>
    public const byte Missing = 255;

    /// <summary>Above this many rows the cuts come from as many sampled ones.</summary>
    private const int MostRows = 1 << 18;

    /// <summary>At most <paramref name="bins"/> − 1 ascending cuts that put about equally many values into each bin.</summary>
    public static double[] Find(double[] values, int bins, ulong seed)
    {
        var sorted = Sample(values, seed);
        Array.Sort(sorted);
        return Quantiles(sorted, bins);
    }

    /// <summary>The bin of a value among <paramref name="cuts"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Of(double value, ReadOnlySpan<double> cuts)
    {
        if (double.IsNaN(value)) return Missing;
        var low = 0;
        var length = cuts.Length;
        while (length > 0)
        {
            var half = length >> 1;
            // Without a branch on the data: the outcome is a coin toss to the processor.
            low += (length - half) & -Unsafe.BitCast<bool, byte>(Unsafe.Add(ref MemoryMarshal.GetReference(cuts), low + half) < value);
            length = half;
        }

        return (byte)low;
    }

    /// <summary>The bins of many values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(ReadOnlySpan<double> values, ReadOnlySpan<double> cuts, Span<byte> bins)
    {
        for (var i = 0; i < values.Length; i++) bins[i] = Of(values[i], cuts);
    }

    private static double[] Sample(double[] values, ulong seed)
    {
        if (values.Length <= MostRows) return [.. values.Where(v => !double.IsNaN(v))];
        var random = new SeededRandom(seed);
        var sample = new List<double>(MostRows);
        for (var i = 0; i < MostRows; i++)
        {
            var value = values[random.Next(values.Length)];
            if (!double.IsNaN(value)) sample.Add(value);
        }

        return [.. sample];
    }

    private static double[] Quantiles(double[] sorted, int bins)
    {
        var cuts = new List<double>(bins);
        var distinct = CountDistinct(sorted);
        var start = 0;
        for (var i = 0; i < sorted.Length && cuts.Count < bins - 1; i++)
        {
            if (i + 1 == sorted.Length) break;
            if (sorted[i] == sorted[i + 1]) continue;
            // A value more frequent than a bin gets one of its own; the rest share what is left.
            var wanted = (double)(sorted.Length - start) / (bins - cuts.Count);
            if (distinct > bins && i + 1 - start < wanted) continue;
            cuts.Add(Between(sorted[i], sorted[i + 1]));
            start = i + 1;
        }

        return [.. cuts];
    }

    private static int CountDistinct(double[] sorted)
    {
        var count = 0;
        for (var i = 0; i < sorted.Length; i++) count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        return count;
    }

    // The middle generalises best to values between the two; it must stay below the upper one.
    private static double Between(double low, double high)
    {
        var middle = low + (high - low) * 0.5;
        return middle >= low && middle < high ? middle : low;
    }
}
