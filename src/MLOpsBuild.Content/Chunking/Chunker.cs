using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLOpsBuild.Content.Chunking;

/// <summary>Finds cuts that depend on the bytes around them only, so that an edit moves the cuts near it and no others.</summary>
/// <remarks>
/// FastCDC (Xia et al., USENIX ATC 2016): a gear hash over the last 64 bytes, no cut before the least size, and normalised chunking of level 2: four times rarer cuts
/// before the average size and four times more frequent ones after it. A cut is where the hash's first bits are zero: those that all 64 bytes have reached.
/// </remarks>
internal sealed class Chunker(ChunkSizes sizes)
{
    private const int Level = 2;
    private readonly ulong[] _gear = Gear.Table;
    private readonly ulong _rare = ulong.MaxValue >> (BitOperations.Log2((uint)sizes.Average) + Level);
    private readonly ulong _frequent = ulong.MaxValue >> (BitOperations.Log2((uint)sizes.Average) - Level);

    public ChunkSizes Sizes => sizes;

    /// <summary>The length of the first chunk; 0 when the bytes end before a cut and there is room for more.</summary>
    /// <param name="bytes">What follows the last cut.</param>
    /// <param name="isEnd">True when nothing follows these bytes: then they are cut at their end.</param>
    public int NextCut(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var window = bytes.Length > sizes.Most ? bytes[..sizes.Most] : bytes;
        var hash = 0UL;
        if (window.Length > sizes.Least)
        {
            var at = Scan(window[..Math.Min(window.Length, sizes.Average)], sizes.Least, _gear, _rare, ref hash);
            if (at == 0 && window.Length > sizes.Average) at = Scan(window, sizes.Average, _gear, _frequent, ref hash);
            if (at > 0) return at;
        }

        return window.Length == sizes.Most || isEnd ? window.Length : 0;
    }

    // Not tiered: a file is cut in one call to a loop, which would run unoptimised until replaced.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Scan(ReadOnlySpan<byte> bytes, int from, ReadOnlySpan<ulong> gear, ulong threshold, ref ulong state)
    {
        if (gear.Length != 256) return 0; // so that a byte is known to be a valid index
        var hash = state;
        for (var i = from; i < bytes.Length; i++)
        {
            hash = (hash << 1) + gear[bytes[i]];
            if (hash <= threshold) return i + 1;
        }

        state = hash;
        return 0;
    }
}
