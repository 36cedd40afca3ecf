using System.Text;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>FNV-1a with 64 bits (Fowler, Noll and Vo) of a text's UTF-8: the same on every machine and runtime.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        var hash = Offset;
        foreach (var value in Encoding.UTF8.GetBytes(text)) hash = (hash ^ value) * Prime;
        return hash;
    }

    /// <summary>The bucket of a text; the low bits of FNV-1a are its weakest, so that the high half is folded into them.</summary>
    public static int Bucket(string text, int buckets)
    {
        var hash = Of(text);
        return (int)((hash ^ hash >> 32) % (ulong)buckets);
    }
}
