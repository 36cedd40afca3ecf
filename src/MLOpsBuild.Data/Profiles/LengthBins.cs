using System.Numerics;

namespace MLOpsBuild.Data.Profiles;

/// <summary>The bins that lengths are counted by: one for each length below 64, then eight for each doubling, so that 264 of them hold whatever a text can be.</summary>
internal static class LengthBins
{
    private const int Single = 64;
    private const int SingleBits = 6;
    private const int PerDoubling = 8;
    private const int PerDoublingBits = 3;

    /// <summary>No text has 2³¹ characters.</summary>
    public const int Most = Single + (PerDoubling * (31 - SingleBits));

    public static int Of(long length)
    {
        if (length < Single) return (int)length;
        var doubling = BitOperations.Log2((ulong)length);
        return Single + ((doubling - SingleBits) * PerDoubling) + (int)((length >> (doubling - PerDoublingBits)) - PerDoubling);
    }

    /// <summary>The least length in a bin.</summary>
    public static long FirstOf(int bin)
    {
        if (bin < Single) return bin;
        var (doubling, part) = Math.DivRem(bin - Single, PerDoubling);
        return (PerDoubling + (long)part) << (doubling + SingleBits - PerDoublingBits);
    }
}
