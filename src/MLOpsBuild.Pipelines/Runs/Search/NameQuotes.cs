using System.Text;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>Puts backquotes around names with points, dashes and more, so that <c>train.trees &gt;= 200</c> and <c>log-loss &lt; 0.5</c> can be written as they are.</summary>
internal static class NameQuotes
{
    /// <summary>The text with quotes, and for every character of it its place in the given text, counted from 1.</summary>
    /// <param name="text">An expression.</param>
    /// <param name="names">The known names; where several fit, the longest counts.</param>
    public static (string Text, IReadOnlyList<int> Places) Add(string text, IEnumerable<string> names)
    {
        var unusual = names.Where(n => n.Length > 0 && (char.IsLetter(n[0]) || n[0] == '_') && !n.All(IsPlain)).OrderByDescending(n => n.Length).ToArray();
        var quoted = new StringBuilder(text.Length + 16);
        var places = new List<int>(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var length = text[at] is '\'' or '"' or '`' ? Quoted(text, at) : 1;
            var isName = length == 1 && (char.IsLetter(text[at]) || text[at] == '_');
            if (isName) length = Name(text, at, unusual);
            var needsQuotes = isName && !text.AsSpan(at, length).ToString().All(IsPlain);
            if (needsQuotes) Put(quoted, places, "`", at);
            Put(quoted, places, needsQuotes ? text.Substring(at, length).Replace("`", "``", StringComparison.Ordinal) : text.Substring(at, length), at);
            if (needsQuotes) Put(quoted, places, "`", at + length - 1);
            at += length;
        }

        places.Add(text.Length + 1);
        return (quoted.ToString(), places);
    }

    private static void Put(StringBuilder quoted, List<int> places, string part, int at)
    {
        for (var i = 0; i < part.Length; i++) places.Add(at + 1 + (part.Length == 1 ? 0 : i));
        quoted.Append(part);
    }

    private static int Name(string text, int at, string[] unusual)
    {
        foreach (var name in unusual)
        {
            var end = at + name.Length;
            if (string.CompareOrdinal(text, at, name, 0, name.Length) == 0 && (end == text.Length || !IsPart(text[end]))) return name.Length;
        }

        // A point joins: no operator has one, and a name that is not known is to be named whole.
        var length = 1;
        while (at + length < text.Length && IsPart(text[at + length])) length++;
        return length;
    }

    private static int Quoted(string text, int at)
    {
        var end = text.IndexOf(text[at], at + 1);
        return (end < 0 ? text.Length : end + 1) - at;
    }

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsPart(char c) => IsPlain(c) || c == '.';
}
