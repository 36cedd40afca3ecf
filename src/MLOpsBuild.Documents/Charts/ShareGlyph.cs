using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>A bar on a track, small enough for a table's cell: a share of the whole, or a value against its limit.</summary>
public static class ShareGlyph
{
    private const double Width = 108;
    private const double Height = 16;

    /// <summary>The drawing.</summary>
    /// <param name="title">What it shows, in words.</param>
    /// <param name="value">The bar's length, in the unit of <paramref name="full"/>; kept inside the track.</param>
    /// <param name="full">What the whole track stands for; more than 0.</param>
    /// <param name="limit">A limit, drawn as an upright stroke.</param>
    /// <param name="tone">What to think of it.</param>
    public static HtmlElement Draw(string title, double value, double full, double? limit = null, Tone tone = Tone.Neutral)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(full);
        List<HtmlNode> content = [Box("track", 0, 4, Width, 8, 2)];
        var share = double.IsFinite(value) ? Math.Clamp(value / full, 0, 1) : 0;
        if (share > 0) content.Add(Box(tone == Tone.Bad ? "bar bad" : "bar", 0, 4, Math.Max(1.5, share * Width), 8, 2));
        if (limit is { } stroke && stroke <= full) content.Add(Line("before", stroke / full * Width, 1, stroke / full * Width, 15));
        return Drawing("glyph", Width, Height, title, "", content);
    }
}
