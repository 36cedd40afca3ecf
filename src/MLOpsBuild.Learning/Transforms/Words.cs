using System.Globalization;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Takes texts apart into words.</summary>
internal static class Words
{
    /// <summary>What stands between the words of <see cref="WordSplitting.Blanks"/>.</summary>
    public static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>The words of a text in its order, then its phrases of two words, then of three, and so on.</summary>
    public static List<string> Of(string text, WordSplitting splitting, int longest)
    {
        List<string> words = splitting == WordSplitting.Blanks ? [.. text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)] : Runs(text.ToLowerInvariant());
        var count = words.Count;
        for (var length = 2; length <= longest; length++)
        {
            for (var first = 0; first + length <= count; first++) words.Add(string.Join(' ', words.Skip(first).Take(length)));
        }

        return words;
    }

    private static List<string> Runs(string lower)
    {
        var words = new List<string>();
        for (var at = 0; at < lower.Length; at++)
        {
            var start = at;
            while (at < lower.Length && IsPart(lower[at])) at++;
            if (at - start >= 2) words.Add(lower[start..at]);
        }

        return words;
    }

    private static bool IsPart(char c) => c == '_' || char.GetUnicodeCategory(c) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;
}
