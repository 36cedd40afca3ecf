using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>The four bytes that give a CSV file its structure; one that is not looked for repeats another.</summary>
internal readonly record struct StructuralBytes(byte Delimiter, byte LineFeed, byte Return, byte Quote)
{
    /// <summary>Delimiters and line feeds: enough for a block without quotes.</summary>
    public static StructuralBytes Plain(byte delimiter) => new(delimiter, (byte)'\n', (byte)'\n', (byte)'\n');

    public static StructuralBytes All(byte delimiter) => new(delimiter, (byte)'\n', (byte)'\r', (byte)'"');

    public bool Has(byte c) => c == Delimiter || c == LineFeed || c == Return || c == Quote;
}

/// <summary>Finds the structural bytes, 64 at a time. Both ways give the same positions; which one is taken depends on the processor alone.</summary>
internal static unsafe class StructuralScan
{
    /// <summary>Positions that may be written beyond the room.</summary>
    public const int Slack = 80;

    private const int Step = 64;

    /// <summary>Writes the positions in [from, to); the buffer may be read for 64 bytes more.</summary>
    /// <returns>Their number; more than <paramref name="room"/> means that the search ended early.</returns>
    public static int Find(byte* bytes, int from, int to, in StructuralBytes wanted, int* positions, int room) =>
        Vector128.IsHardwareAccelerated ? FindVectors(bytes, from, to, wanted, positions, room) : FindScalar(bytes, from, to, wanted, positions, room);

    internal static int FindScalar(byte* bytes, int from, int to, in StructuralBytes wanted, int* positions, int room)
    {
        var count = 0;
        for (var i = from; i < to && count <= room; i++)
        {
            if (wanted.Has(bytes[i])) positions[count++] = i;
        }

        return count;
    }

    // The hottest loop of a reading: compiled fully at once, because one long call would otherwise run for a while as first, slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int FindVectors(byte* bytes, int from, int to, in StructuralBytes wanted, int* positions, int room)
    {
        var delimiter = wanted.Delimiter;
        var lineFeed = wanted.LineFeed;
        var carriage = wanted.Return;
        var quote = wanted.Quote;
        var count = 0;
        for (var at = from; at < to && count <= room; at += Step)
        {
            var mask = Vector256.IsHardwareAccelerated
                ? Half(bytes + at, delimiter, lineFeed, carriage, quote) | (ulong)Half(bytes + at + 32, delimiter, lineFeed, carriage, quote) << 32
                : Quarter(bytes + at, delimiter, lineFeed, carriage, quote) | (ulong)Quarter(bytes + at + 16, delimiter, lineFeed, carriage, quote) << 16
                    | (ulong)Quarter(bytes + at + 32, delimiter, lineFeed, carriage, quote) << 32 | (ulong)Quarter(bytes + at + 48, delimiter, lineFeed, carriage, quote) << 48;
            if (to - at < Step) mask &= (1UL << (to - at)) - 1;
            var next = positions + count;
            count += BitOperations.PopCount(mask);
            // Writing a few too many is cheaper than a branch for each.
            while (mask != 0)
            {
                for (var i = 0; i < 4; i++)
                {
                    next[i] = at + BitOperations.TrailingZeroCount(mask);
                    mask &= mask - 1;
                }

                next += 4;
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(byte* bytes, byte a, byte b, byte c, byte d)
    {
        var part = Vector256.Load(bytes);
        var found = Vector256.Equals(part, Vector256.Create(a)) | Vector256.Equals(part, Vector256.Create(b))
            | Vector256.Equals(part, Vector256.Create(c)) | Vector256.Equals(part, Vector256.Create(d));
        return found.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Quarter(byte* bytes, byte a, byte b, byte c, byte d)
    {
        var part = Vector128.Load(bytes);
        var found = Vector128.Equals(part, Vector128.Create(a)) | Vector128.Equals(part, Vector128.Create(b))
            | Vector128.Equals(part, Vector128.Create(c)) | Vector128.Equals(part, Vector128.Create(d));
        return found.ExtractMostSignificantBits();
    }
}
