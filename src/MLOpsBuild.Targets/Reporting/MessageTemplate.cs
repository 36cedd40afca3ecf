using System.Globalization;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>Fills the named holes of a message, in order: <c>"Trained {Rows} rows in {Seconds:F1} s"</c>.</summary>
internal static partial class MessageTemplate
{
    public static string Render(string template, object?[] values)
    {
        if (values.Length == 0) return template;
        var next = 0;
        return Hole().Replace(template, match =>
        {
            if (match.Value is "{{" or "}}") return match.Value[..1];
            if (next >= values.Length) return match.Value;
            var value = values[next++];
            return value is IFormattable formattable
                ? formattable.ToString(match.Groups[1].Success ? match.Groups[1].Value : null, CultureInfo.InvariantCulture)
                : value?.ToString() ?? "";
        });
    }

    [GeneratedRegex(@"\{\{|\}\}|\{[@$]?\w+(?::([^}]*))?\}")]
    private static partial Regex Hole();
}
