using System.Text;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A hash that is the same on every machine; not for secrets.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over UTF-8 with a finisher, so that the high bits are as good as the low ones.</summary>
    public static ulong Of(string value)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(value)) hash = (hash ^ b) * 0x100000001B3UL;
        hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ hash >> 33;
    }
}
