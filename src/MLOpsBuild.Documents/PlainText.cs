using System.Globalization;
using System.Text;

namespace MLOpsBuild.Documents;

/// <summary>Makes text that came out of data fit to be shown: one line, visible characters, a bounded length.</summary>
public static class PlainText
{
    /// <summary>The longest text that a cell or sentence shows unless the caller says otherwise, in UTF-16 characters.</summary>
    public const int DefaultLength = 300;

    /// <summary>
    /// One line of <paramref name="text"/>: runs of white space become one space, control characters, broken surrogates and the marks
    /// that reorder text (which can make one word look like another) become U+FFFD, and what exceeds <paramref name="maxLength"/> becomes an ellipsis.
    /// </summary>
    public static string Line(string text, int maxLength = DefaultLength) => Clip(Clean(text, keepLines: false, maxLength).Trim(), maxLength);

    /// <summary>As <see cref="Line"/>, with line breaks (LF) and indentation kept: for code and quoted output.</summary>
    public static string Lines(string text, int maxLength) => Clip(Clean(text, keepLines: true, maxLength), maxLength);

    /// <summary>At most <paramref name="maxLength"/> characters, the last one an ellipsis where something was cut; never half a surrogate pair.</summary>
    public static string Clip(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if (text.Length <= maxLength) return text;
        var end = maxLength - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    // Two more characters than are shown tell that something was cut, also after the ends are trimmed: what follows need not be looked at.
    private static string Clean(string text, bool keepLines, int maxLength)
    {
        var clean = new StringBuilder();
        var afterSpace = false;
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (clean.Length - 2 > maxLength) break;
            if (keepLines && rune.Value is '\n' or ' ')
            {
                clean.Append((char)rune.Value);
                continue;
            }

            var isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace && (keepLines || !afterSpace)) clean.Append(' ');
            if (!isSpace) clean.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
            afterSpace = isSpace;
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
