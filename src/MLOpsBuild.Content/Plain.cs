using System.Text;

namespace MLOpsBuild.Content;

/// <summary>Makes text that came from elsewhere fit for one line of a message.</summary>
internal static class Plain
{
    /// <summary>At most <paramref name="length"/> characters, with control characters shown as dots.</summary>
    public static string Line(string? text, int length = 120)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, length) + 3);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, length))) line.Append(char.IsControl(c) ? '.' : c);
        return text.Length > length ? line.Append("...").ToString() : line.ToString();
    }
}
