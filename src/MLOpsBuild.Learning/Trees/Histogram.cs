using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Sums of first and second derivatives per feature and bin: two integers for each of 256 bins of each feature.</summary>
internal static class Histogram
{
    public const int BinsPerFeature = 256;

    /// <summary>The number of integers for so many features.</summary>
    public static int SizeFor(int features) => features * BinsPerFeature * 2;

    /// <summary>Adds the given rows.</summary>
    public static void Add(long[] sums, BinnedRows data, int[] derivatives, ReadOnlySpan<int> rows)
    {
        var features = data.Features;
        // Both sums of a bin are one 128-bit lane pair, and both derivatives of a row one 64-bit load. The indices are in range by
        // construction: bins are bytes and every feature has 256 of them.
        ref var sum = ref Unsafe.As<long, Vector128<long>>(ref MemoryMarshal.GetArrayDataReference(sums));
        ref var bins = ref MemoryMarshal.GetArrayDataReference(data.Bins);
        ref var pairs = ref Unsafe.As<int, long>(ref MemoryMarshal.GetArrayDataReference(derivatives));
        foreach (var row in rows)
        {
            var pair = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.Add(ref pairs, row)).AsInt32());
            ref var bin = ref Unsafe.Add(ref bins, (nint)row * features);
            ref var slot = ref sum;
            for (var f = 0; f < features; f++)
            {
                Unsafe.Add(ref slot, (nint)Unsafe.Add(ref bin, f)) += pair;
                slot = ref Unsafe.Add(ref slot, BinsPerFeature);
            }
        }
    }

    /// <summary>Adds one histogram to another.</summary>
    public static void AddTo(long[] sums, long[] more)
    {
        var to = MemoryMarshal.Cast<long, Vector128<long>>(sums.AsSpan());
        var from = MemoryMarshal.Cast<long, Vector128<long>>(more.AsSpan());
        for (var i = 0; i < to.Length; i++) to[i] = to[i] + from[i];
    }

    /// <summary>Takes one histogram from another: a parent less one child is the other child.</summary>
    public static void Subtract(long[] parent, long[] child)
    {
        var from = MemoryMarshal.Cast<long, Vector128<long>>(parent.AsSpan());
        var part = MemoryMarshal.Cast<long, Vector128<long>>(child.AsSpan());
        for (var i = 0; i < from.Length; i++) from[i] = from[i] - part[i];
    }
}
