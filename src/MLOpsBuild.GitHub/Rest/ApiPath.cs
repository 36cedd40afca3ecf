using System.Globalization;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Writes the paths of calls so that nothing filled in can change which call it is.</summary>
internal static class ApiPath
{
    /// <summary>The path with every filled-in value as one segment, or one value of the query.</summary>
    /// <exception cref="ArgumentException">A value is empty, or '.' or '..', which the platform would take for a way through the path.</exception>
    public static string Of(FormattableString path)
    {
        var values = Array.ConvertAll(path.GetArguments(), value => (object)(value is Steps steps ? steps.Text : Escaped(Convert.ToString(value, CultureInfo.InvariantCulture)!)));
        return string.Format(CultureInfo.InvariantCulture, path.Format, values);
    }

    /// <summary>A value of several segments, such as a file's path or a branch.</summary>
    public static Steps Below(string value) => new(string.Join('/', value.Split('/').Select(Escaped)));

    private static string Escaped(string value) =>
        value is "" or "." or ".."
            ? throw new ArgumentException($"'{value}' cannot be part of a path.", nameof(value))
            : Uri.EscapeDataString(value);

    /// <summary>Escaped segments.</summary>
    /// <param name="Text">The segments with slashes between them.</param>
    internal readonly record struct Steps(string Text);
}
