using System.Globalization;

namespace MLOpsBuild.GitHub.Checks;

/// <summary>A line of a file in the repository.</summary>
/// <param name="Path">The file, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1; null when none is named.</param>
internal sealed record FilePlace(string Path, int Line, int? Column)
{
    /// <summary>Reads <c>file:row</c> or <c>file:row:column</c>; null for a place of another kind, such as a slice or a metric.</summary>
    public static FilePlace? Find(string? place)
    {
        if (place?.Split(':') is not [var path, var row, .. var rest] || rest.Length > 1 || !IsFile(path) || Number(row) is not { } line) return null;
        var column = rest.Length == 1 ? Number(rest[0]) : null;
        return rest.Length == 1 && column is null ? null : new FilePlace(path, line, column);
    }

    // A path that leads out of the repository, or a word without an ending, is no file that a reviewer sees.
    private static bool IsFile(string path) =>
        path.Length is > 0 and <= 1000 && !path.Any(c => char.IsControl(c) || c == '\\') && path.Split('/').All(part => part is not ("" or "." or "..")) && System.IO.Path.GetExtension(path).Length > 1;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
