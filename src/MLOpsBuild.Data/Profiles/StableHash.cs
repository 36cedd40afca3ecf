using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A hash that is the same on every machine; not for secrets.</summary>
internal static class StableHash
{
    private const ulong First = 0x9E3779B97F4A7C15UL;
    private const ulong Second = 0xD6E8FEB86659FD93UL;

    /// <summary>Eight bytes of UTF-16 a step, each folded in by a 128-bit product.</summary>
    public static ulong Of(string value)
    {
        var bytes = MemoryMarshal.AsBytes(value.AsSpan());
        var hash = First ^ ((ulong)bytes.Length * Second);
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Second);
            bytes = bytes[8..];
        }

        var rest = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--) rest = rest << 8 | bytes[i];
        return Of(Fold(hash ^ rest, First) ^ rest);
    }

    /// <summary>The finisher of MurmurHash3 after a rotation: every bit of the input moves every bit of the hash.</summary>
    public static ulong Of(ulong value)
    {
        value += First;
        value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDUL;
        value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53UL;
        return value ^ value >> 33;
    }

    /// <summary>Of a number that is not minus zero.</summary>
    public static ulong Of(double value) => Of(BitConverter.DoubleToUInt64Bits(value));

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return BitOperations.RotateLeft(high, 17) ^ low;
    }
}
