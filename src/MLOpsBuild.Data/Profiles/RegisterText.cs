namespace MLOpsBuild.Data.Profiles;

/// <summary>Registers as text, one character each: a rank is below 64.</summary>
internal static class RegisterText
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    private static readonly int[] Ranks = [.. Enumerable.Range(0, 128).Select(c => Alphabet.IndexOf((char)c, StringComparison.Ordinal))];

    public static string Of(ReadOnlySpan<byte> ranks)
    {
        var text = new char[ranks.Length];
        for (var i = 0; i < text.Length; i++) text[i] = Alphabet[ranks[i]];
        return new string(text);
    }

    /// <summary>Null when it is no text of registers.</summary>
    public static byte[]? Parse(string text)
    {
        if (text.Length != DistinctSketch.Registers) return null;
        var ranks = new byte[text.Length];
        for (var i = 0; i < ranks.Length; i++)
        {
            var rank = text[i] < Ranks.Length ? Ranks[text[i]] : -1;
            if (rank is < 0 or > DistinctSketch.MostRank) return null;
            ranks[i] = (byte)rank;
        }

        return ranks;
    }
}
