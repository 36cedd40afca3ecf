using System.Globalization;
using System.Text;

namespace MLOpsBuild.Documents.Markdown;

/// <summary>Charts as Mermaid, which GitHub draws in a comment by itself, without an image from anywhere.</summary>
public static class Mermaid
{
    private const int Places = 25;
    private const int MostLines = 4;
    private const double Most = 1e15;

    /// <summary>Lines over one axis; null when there is nothing to draw, or nothing that Mermaid can.</summary>
    /// <remarks>Mermaid spaces points equally, so each line is read off at places that are: between points on the straight line from one to the next.</remarks>
    /// <param name="title">The chart's name; signs that mean something to Mermaid are left out of all words.</param>
    /// <param name="over">What stands along the bottom.</param>
    /// <param name="measure">What stands along the side.</param>
    /// <param name="lines">Each line's points, left to right; those that are not finite are left out, and lines after the fourth.</param>
    public static string? Lines(string title, string over, string measure, IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var drawn = lines.Select(line => line.Where(p => IsSafe(p.X) && IsSafe(p.Y)).OrderBy(p => p.X).ToArray()).Where(line => line.Length > 1).Take(MostLines).ToArray();
        if (drawn.Length == 0) return null;
        // Only where all lines are there can all be read off at the same places.
        var (from, to) = (drawn.Max(l => l[0].X), drawn.Min(l => l[^1].X));
        if (!(from < to)) return null;
        var (least, most) = (drawn.SelectMany(l => l).Min(p => p.Y), drawn.SelectMany(l => l).Max(p => p.Y));
        if (!(least < most)) (least, most) = (least - 1, most + 1);
        var text = new StringBuilder("xychart-beta\n")
            .Append(CultureInfo.InvariantCulture, $"    title \"{Words(title)}\"\n")
            .Append(CultureInfo.InvariantCulture, $"    x-axis \"{Words(over)}\" {Number(from)} --> {Number(to)}\n")
            .Append(CultureInfo.InvariantCulture, $"    y-axis \"{Words(measure)}\" {Number(least)} --> {Number(most)}\n");
        foreach (var line in drawn)
        {
            text.Append("    line [").AppendJoin(", ", Enumerable.Range(0, Places).Select(i => Number(At(line, from + ((to - from) * i / (Places - 1)))))).Append("]\n");
        }

        return text.ToString();
    }

    private static bool IsSafe(double value) => double.IsFinite(value) && Math.Abs(value) < Most;

    private static double At((double X, double Y)[] line, double x)
    {
        var next = Array.FindIndex(line, p => p.X >= x);
        if (next < 0) return line[^1].Y;
        if (next == 0 || line[next].X <= x) return line[next].Y;
        var (a, b) = (line[next - 1], line[next]);
        return a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X));
    }

    // Mermaid reads no exponents.
    private static string Number(double value) => Math.Round((decimal)value, 8).ToString("0.########", CultureInfo.InvariantCulture);

    private static string Words(string words) =>
        PlainText.Line(string.Concat(PlainText.Line(words, 200).Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or ',' or '(' or ')' or '/' or '=' ? c : ' ')), 60);
}
