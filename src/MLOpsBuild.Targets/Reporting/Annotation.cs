using System.Text;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>A workflow command of GitHub that shows a warning or error beside the line that it is about.</summary>
internal static partial class Annotation
{
    /// <summary>The command for a text without secrets. A place at its beginning, <c>file:line:</c>, <c>file:line:column:</c> or <c>file(line,column):</c>, counts when the file is there.</summary>
    public static string Of(LogLevel level, string? target, string text, AbsolutePath root)
    {
        var properties = new StringBuilder();
        if (PlaceOf(text, root) is { } place) Add(properties, place);
        if (target is not null) Add(properties, [("title", target)]);
        return $"::{(level == LogLevel.Warning ? "warning" : "error")}{properties}::{Escaped(text)}";
    }

    private static void Add(StringBuilder properties, IEnumerable<(string Name, string Value)> more)
    {
        foreach (var (name, value) in more)
        {
            var text = Escaped(value).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
            properties.Append(properties.Length == 0 ? ' ' : ',').Append(name).Append('=').Append(text);
        }
    }

    private static List<(string Name, string Value)>? PlaceOf(string text, AbsolutePath root)
    {
        var match = Place().Match(text);
        if (!match.Success) return null;
        var named = Path.GetFullPath(match.Groups["file"].Value, root);
        var file = Path.GetRelativePath(root, named).Replace('\\', '/');
        // A path that leaves the repository is none of its files.
        if (file.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(file) || !File.Exists(named)) return null;
        var place = new List<(string, string)> { ("file", file), ("line", match.Groups["line"].Value) };
        if (match.Groups["column"] is { Success: true } column) place.Add(("col", column.Value));
        return place;
    }

    private static string Escaped(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(?<file>[^\s:(][^:(\n]*?)(:(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?|\((?<line>[0-9]{1,9})(,(?<column>[0-9]{1,9}))?\))\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
