using System.Buffers;
using System.Runtime.InteropServices;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Sorts doubles byte by byte from the lowest: a few times faster than by comparisons for the tens of thousands in a batch.</summary>
internal static class RadixSort
{
    private const int LeastLength = 512;

    /// <summary>Sorts numbers, none of which is NaN.</summary>
    public static void Ascending(Span<double> numbers)
    {
        if (numbers.Length < LeastLength)
        {
            numbers.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<double, ulong>(numbers);
        var counts = new int[8 * 256];
        foreach (ref var key in keys)
        {
            // Orders like the number: a negative one with all bits turned, another with its sign set.
            key ^= (ulong)((long)key >> 63) | 1UL << 63;
            for (var digit = 0; digit < 8; digit++) counts[digit << 8 | (byte)(key >> (digit * 8))]++;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(keys.Length);
        Span<ulong> from = keys, to = rented.AsSpan(0, keys.Length);
        for (var digit = 0; digit < 8; digit++)
        {
            var places = counts.AsSpan(digit << 8, 256);
            if (places[(byte)(from[0] >> (digit * 8))] == keys.Length) continue;
            Distribute(from, to, places, digit * 8);
            var filled = to;
            to = from;
            from = filled;
        }

        for (var i = 0; i < keys.Length; i++) keys[i] = from[i] ^ ((ulong)((long)~from[i] >> 63) | 1UL << 63);
        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static void Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> places, int shift)
    {
        var next = 0;
        foreach (ref var place in places) (place, next) = (next, next + place);
        foreach (var key in from) to[places[(byte)(key >> shift)]++] = key;
    }
}
