using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>One value with its interval, small enough for a table's cell, on an axis of its own.</summary>
public static class IntervalGlyph
{
    private const double Width = 132;
    private const double Height = 20;

    /// <summary>The drawing; null when there is nothing to draw.</summary>
    public static HtmlElement? Draw(IntervalRow row)
    {
        if (!row.Places.Any(double.IsFinite)) return null;
        var x = Scale.Covering(row.Places, 8, Width - 8, air: 0.04);
        List<HtmlNode> content = [Line("grid", 0, Height / 2, Width, Height / 2), .. Shapes(row, x, Height / 2, 4.5)];
        return Drawing("glyph", Width, Height, row.Tip, "", content);
    }

    internal static IEnumerable<HtmlNode> Shapes(IntervalRow row, Scale x, double middle, double radius)
    {
        if (row is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high))
            yield return Line(Look(row.Tone), x.Place(low), middle, x.Place(high), middle);
        if (row.Before is { } before && double.IsFinite(before))
            yield return Line("before", x.Place(before), middle - 9, x.Place(before), middle + 9);
        if (row.Value is { } value && double.IsFinite(value))
            yield return Mark(row.Tone, x.Place(value), middle, radius, row.Tip);
    }

    private static string Look(Tone tone) => tone switch
    {
        Tone.Bad => "whisker bad",
        Tone.Waiting => "whisker waiting",
        Tone.Good => "whisker good",
        _ => "whisker",
    };
}
