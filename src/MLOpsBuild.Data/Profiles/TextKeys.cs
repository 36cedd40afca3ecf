using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Data.Profiles;

/// <summary>How a profile names a text: by itself, or a long one by its beginning and its digest, so that a profile stays small.</summary>
internal static class TextKeys
{
    private const int MostBytes = 128;
    private const int Beginning = 64;
    private static readonly SearchValues<char> Plain = SearchValues.Create(Enumerable.Range(' ', 95).Select(c => (char)c).Where(c => c is not ('"' or '\\')).ToArray());

    /// <summary>The text when it takes at most 128 bytes in a file; otherwise its first 64 bytes, <c>…#</c> and half of its SHA-256.</summary>
    public static string Of(string text)
    {
        if (text.Length <= MostBytes && !text.AsSpan().ContainsAnyExcept(Plain)) return text;
        var (bytes, end, isWhole) = (0, 0, true);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += CostOf(rune);
            if (bytes <= Beginning) end += rune.Utf16SequenceLength;
            if (bytes > MostBytes) break;
            isWhole &= rune != Rune.ReplacementChar;
        }

        if (bytes <= MostBytes) return isWhole ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var begin = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text[..end]));
        return $"{begin}…#{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }

    /// <summary>How many bytes the text and its count take in a file, at most.</summary>
    public static int CostOf(string key)
    {
        const int CountAndQuotes = 12;
        if (!key.AsSpan().ContainsAnyExcept(Plain)) return key.Length + CountAndQuotes;
        var cost = CountAndQuotes;
        foreach (var rune in key.EnumerateRunes()) cost += CostOf(rune);
        return cost;
    }

    // What is neither a letter nor a digit may be written as an escape of six bytes for each half.
    private static int CostOf(Rune rune) =>
        rune.IsAscii && Plain.Contains((char)rune.Value) ? 1 : Rune.IsLetterOrDigit(rune) && rune.IsBmp ? rune.Utf8SequenceLength : 6 * rune.Utf16SequenceLength;
}
