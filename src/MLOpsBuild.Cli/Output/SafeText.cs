using System.Globalization;
using System.Text;

namespace MLOpsBuild.Cli.Output;

/// <summary>Text that may come from a file or a remote, made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>The text with its control characters written out: an escape sequence in a name must not move the cursor, and none may reorder what is read.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (IsUnsafe(c)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>The same for text of several lines.</summary>
    public static string OfLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Of));

    private static bool IsUnsafe(char c) => char.IsControl(c) && c != '\t' || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
