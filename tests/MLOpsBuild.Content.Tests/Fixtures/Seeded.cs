namespace MLOpsBuild.Content.Tests;

/// <summary>Bytes from a seed.</summary>
internal static class Seeded
{
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
