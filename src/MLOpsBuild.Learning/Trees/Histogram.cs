using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MLOpsBuild.Learning.Trees.Objectives;

namespace MLOpsBuild.Learning.Trees;

/// <summary>
/// Sums of derivatives per feature and bin. While rows are added, one packed word for each of 256 bins of each feature; afterwards two integers: for
/// each feature 256 sums of first derivatives and 256 of second ones.
/// </summary>
internal static class Histogram
{
    public const int Bins = 256;
    private const int Ahead = 24;

    /// <summary>The number of integers for a feature.</summary>
    public const int PerFeature = 2 * Bins;

    /// <summary>The sums of a node over one feature, first derivatives before second ones.</summary>
    public static ReadOnlySpan<long> Of(long[] sums, int feature) => sums.AsSpan(feature * PerFeature, PerFeature);

    /// <summary>Adds the words of at most <see cref="Packing.MostRows"/> rows to a group's packed sums.</summary>
    /// <param name="packed">256 words for each feature of the group.</param>
    /// <param name="bins">The group's bins, row by row.</param>
    /// <param name="width">The number of features in the group.</param>
    /// <param name="words">The derivatives of all rows.</param>
    /// <param name="rows">The rows to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Add(long[] packed, byte[] bins, int width, ReadOnlySpan<long> words, ReadOnlySpan<int> rows)
    {
        // The indices are in range by construction: bins are bytes and every feature has 256 of them.
        ref var sums = ref MemoryMarshal.GetArrayDataReference(packed);
        ref var firstBin = ref MemoryMarshal.GetArrayDataReference(bins);
        ref var firstWord = ref MemoryMarshal.GetReference(words);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (Sse.IsSupported && i + Ahead < rows.Length)
            {
                var later = Unsafe.Add(ref MemoryMarshal.GetReference(rows), i + Ahead);
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref firstWord, later)));
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref firstBin, (nint)later * width)));
            }

            var word = Unsafe.Add(ref firstWord, row);
            ref var bin = ref Unsafe.Add(ref firstBin, (nint)row * width);
            ref var slot = ref sums;
            var left = width;
            for (; left >= 5; left -= 5)
            {
                Unsafe.Add(ref slot, (nint)bin) += word;
                Unsafe.Add(ref slot, (nint)Unsafe.Add(ref bin, 1) + Bins) += word;
                Unsafe.Add(ref slot, (nint)Unsafe.Add(ref bin, 2) + 2 * Bins) += word;
                Unsafe.Add(ref slot, (nint)Unsafe.Add(ref bin, 3) + 3 * Bins) += word;
                Unsafe.Add(ref slot, (nint)Unsafe.Add(ref bin, 4) + 4 * Bins) += word;
                slot = ref Unsafe.Add(ref slot, 5 * Bins);
                bin = ref Unsafe.Add(ref bin, 5);
            }

            for (; left > 0; left--)
            {
                Unsafe.Add(ref slot, (nint)bin) += word;
                slot = ref Unsafe.Add(ref slot, Bins);
                bin = ref Unsafe.Add(ref bin, 1);
            }
        }
    }

    /// <summary>Takes packed sums apart, adds them to a node's sums and clears them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Flush(Span<long> packed, Span<long> sums, Packing packing)
    {
        for (var at = 0; at < packed.Length; at += Bins)
        {
            var from = packed.Slice(at, Bins);
            var gradients = sums.Slice(2 * at, Bins);
            var hessians = sums.Slice(2 * at + Bins, Bins);
            var bin = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                var mask = Vector256.Create((1L << packing.HessianBits) - 1);
                for (; bin < Bins; bin += 4)
                {
                    var word = Vector256.LoadUnsafe(ref from[0], (nuint)bin);
                    (Vector256.LoadUnsafe(ref gradients[0], (nuint)bin) + (word >> packing.HessianBits)).StoreUnsafe(ref gradients[0], (nuint)bin);
                    (Vector256.LoadUnsafe(ref hessians[0], (nuint)bin) + (word & mask)).StoreUnsafe(ref hessians[0], (nuint)bin);
                }
            }

            for (; bin < Bins; bin++)
            {
                gradients[bin] += packing.GradientOf(from[bin]);
                hessians[bin] += packing.HessianOf(from[bin]);
            }
        }

        packed.Clear();
    }

    /// <summary>Takes one histogram from another: a parent less one child is the other child.</summary>
    public static void Subtract(long[] parent, long[] child)
    {
        var from = MemoryMarshal.Cast<long, Vector256<long>>(parent.AsSpan());
        var part = MemoryMarshal.Cast<long, Vector256<long>>(child.AsSpan());
        for (var i = 0; i < from.Length; i++) from[i] -= part[i];
    }
}
