using System.Globalization;
using System.Text;

namespace MLOpsBuild.GitHub.Yaml;

/// <summary>Writes one text so that every YAML reader, of version 1.1 or 1.2, gets the same text back.</summary>
internal static class YamlText
{
    // Words that some reader takes for a flag, for nothing or for a number.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", ".nan", "nan", "inf", "infinity",
    };

    /// <summary>The text as it is where that is safe, else in single quotes, else in double quotes with escapes.</summary>
    internal static string Quote(string text)
    {
        if (IsPlain(text)) return text;
        return text.All(IsPrintable) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : Escape(text);
    }

    /// <summary>Whether the text can be written as a literal block: lines that need no escapes and do not begin with an indentation.</summary>
    internal static bool IsBlock(string text)
    {
        var body = text.EndsWith('\n') ? text[..^1] : text;
        return body.Contains('\n', StringComparison.Ordinal) && !body.EndsWith('\n')
            && body[0] is not (' ' or '\n') && body.All(c => c == '\n' || IsPrintable(c));
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || Reserved.Contains(text)) return false;
        var first = text[0];
        var startsSafely = char.IsAsciiLetter(first) || first is '_' or '/' or '$'
            || (first is '.' or '~' && text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] == '/'));
        return startsSafely && text.All(c => c is >= ' ' and <= '~') && !text.EndsWith(' ') && !text.EndsWith(':')
            && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal);
    }

    // What YAML allows outside double quotes on one line; surrogates are escaped because half a pair cannot be written at all.
    private static bool IsPrintable(char c) => c is >= ' ' and <= '~' or >= '\u00A0' and <= '\uD7FF' and not ('\u2028' or '\u2029') or >= '\uE000' and <= '\uFFFD' and not '\uFEFF';

    private static string Escape(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') quoted.Append("\\n");
            else if (rune.Value == '\t') quoted.Append("\\t");
            else if (rune.IsBmp && IsPrintable((char)rune.Value)) quoted.Append((char)rune.Value);
            else if (rune.IsBmp) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }

        return quoted.Append('"').ToString();
    }
}
