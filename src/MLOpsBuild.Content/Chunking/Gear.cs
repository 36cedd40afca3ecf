using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MLOpsBuild.Content.Chunking;

/// <summary>The 256 numbers of the gear hash (Xia et al., "Ddelta", 2014), made from SHA-256 so that anybody can make them again.</summary>
internal static class Gear
{
    /// <summary>For each byte, the first eight bytes, little-endian, of the SHA-256 of <c>mlopsbuild gear v1</c> and that byte.</summary>
    public static readonly ulong[] Table = Derive();

    private static ulong[] Derive()
    {
        var table = new ulong[256];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        byte[] seed = [.. "mlopsbuild gear v1"u8, 0];
        for (var value = 0; value < table.Length; value++)
        {
            seed[^1] = (byte)value;
            SHA256.HashData(seed, hash);
            table[value] = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        }

        return table;
    }
}
