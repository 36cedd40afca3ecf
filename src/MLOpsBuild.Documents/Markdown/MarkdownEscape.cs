using System.Text;

namespace MLOpsBuild.Documents.Markdown;

/// <summary>The rules by which one line of clean text becomes inert Markdown.</summary>
internal static class MarkdownEscape
{
    // GitHub finds mentions, issue references and bare addresses after the Markdown is rendered, so a backslash does not stop them.
    // An invisible character in the middle does, and is the usual remedy.
    private const string Stop = "&#8203;";

    /// <summary>Text where Markdown is read.</summary>
    public static string Text(string line) => ProtectStart(Inert(line, slashes: true));

    /// <summary>Text inside a block of HTML, where Markdown is not read but mentions and addresses still are.</summary>
    public static string Html(string line) => Inert(line, slashes: false);

    private static string Inert(string line, bool slashes)
    {
        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            switch (line[i])
            {
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '&': escaped.Append("&amp;"); break;
                case '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '$' when slashes: escaped.Append('\\').Append(line[i]); break;
                case '_' when slashes && !IsInsideWord(line, i): escaped.Append("\\_"); break;
                case '@' when char.IsLetterOrDigit(next): escaped.Append('@').Append(Stop); break;
                case '#' when char.IsLetterOrDigit(next): escaped.Append('#').Append(Stop); break;
                case ':' when next == '/' || char.IsLetter(next): escaped.Append(':').Append(Stop); break;
                case '.' when EndsWithWord(line, i, "www"): escaped.Append(Stop).Append('.'); break;
                case '-' when EndsWithWord(line, i, "gh"): escaped.Append('-').Append(Stop); break;
                default: escaped.Append(line[i]); break;
            }
        }

        return escaped.ToString();
    }

    public static string CodeSpan(string line)
    {
        // A bar ends a table's cell even inside a code span, and the backslash that would stop it is shown everywhere else.
        if (line.Contains('|', StringComparison.Ordinal)) return $"<code>{Inert(line, slashes: true)}</code>";
        var fence = new string('`', LongestRun(line) + 1);
        var pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return fence + pad + line + pad + fence;
    }

    public static string Attribute(string line) => new StringBuilder(line)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("|", "&#124;")
        .Replace("`", "&#96;").Replace("@", "&#64;").Replace("\\", "&#92;").ToString();

    /// <summary>The most backticks that stand together.</summary>
    public static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // At the start of a line these open a heading, a list, a quotation's table or a rule.
    private static string ProtectStart(string text)
    {
        if (text.Length == 0) return text;
        if (text[0] is '#' or '+' or '-' or '=') return "\\" + text;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        return digits is > 0 and <= 9 && digits < text.Length && text[digits] is '.' or ')' && (digits + 1 == text.Length || text[digits + 1] == ' ')
            ? text.Insert(digits, "\\")
            : text;
    }

    private static bool IsInsideWord(string line, int i) =>
        i > 0 && i + 1 < line.Length && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]);

    private static bool EndsWithWord(string line, int end, string word) =>
        line.AsSpan(0, end).EndsWith(word, StringComparison.OrdinalIgnoreCase)
        && (end == word.Length || !char.IsLetterOrDigit(line[end - word.Length - 1]));
}
