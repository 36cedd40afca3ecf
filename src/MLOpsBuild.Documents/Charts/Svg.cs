using System.Globalization;
using System.Text;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Documents.Charts;

/// <summary>The shapes that charts are drawn with. Looks are classes of <c>charts.css</c>; places have one decimal.</summary>
internal static class Svg
{
    /// <summary>A drawing with a name and a description for those who do not see it.</summary>
    public static HtmlElement Drawing(string look, double width, double height, string title, string description, IEnumerable<HtmlNode> content) =>
        El("svg", El("title", title), description.Length == 0 ? null : El("desc", description), HtmlNode.Many(content))
            .With(("xmlns", "http://www.w3.org/2000/svg"), ("class", look), ("viewBox", $"0 0 {N(width)} {N(height)}"), ("width", N(width)), ("height", N(height)), ("role", "img"));

    public static HtmlElement Line(string look, double x1, double y1, double x2, double y2) =>
        El("line").With(("class", look), ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)));

    public static HtmlElement Words(string look, double x, double y, string words, string anchor = "start") =>
        El("text", words).With(("class", look), ("x", N(x)), ("y", N(y)), ("text-anchor", anchor == "start" ? null : anchor));

    public static HtmlElement Box(string look, double x, double y, double width, double height, double corner = 0, string? tip = null) =>
        El("rect", Tip(tip)).With(
            ("class", look), ("x", N(x)), ("y", N(y)), ("width", N(Math.Max(0, width))), ("height", N(Math.Max(0, height))), ("rx", corner > 0 ? N(corner) : null));

    public static HtmlElement Disc(string look, double x, double y, double radius, string? tip = null) =>
        El("circle", Tip(tip)).With(("class", look), ("cx", N(x)), ("cy", N(y)), ("r", N(radius)));

    public static HtmlElement Path(string look, string data, string? tip = null) => El("path", Tip(tip)).With(("class", look), ("d", data));

    /// <summary>A line through the points in their order.</summary>
    public static HtmlElement Through(string look, IEnumerable<(double X, double Y)> points)
    {
        var data = new StringBuilder();
        foreach (var (x, y) in points) data.Append(data.Length == 0 ? 'M' : 'L').Append(N(x)).Append(' ').Append(N(y));
        return Path(look, data.ToString());
    }

    /// <summary>The mark of a tone at a place.</summary>
    public static HtmlElement Mark(Tone tone, double x, double y, double r, string? tip = null) => tone switch
    {
        Tone.Bad => Path("mark bad", $"M{N(x)} {N(y - r - 1)}L{N(x + r + 1)} {N(y)}L{N(x)} {N(y + r + 1)}L{N(x - r - 1)} {N(y)}Z", tip),
        Tone.Broken => Path("mark broken", $"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x - r)} {N(y + r)}L{N(x + r)} {N(y - r)}", tip),
        Tone.Waiting => Disc("mark waiting", x, y, r - 0.5, tip),
        Tone.Good => Disc("mark good", x, y, r, tip),
        _ => Disc("mark", x, y, r, tip),
    };

    /// <summary>A place or length with at most one decimal; values that no axis can hold, such as 1e300 beside 0, end up at its edge.</summary>
    public static string N(double value)
    {
        const double Edge = 100_000;
        var text = (double.IsNaN(value) ? 0 : Math.Clamp(value, -Edge, Edge)).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A guess at how wide words are at 12 pixels, on the generous side.</summary>
    public static double WidthOf(string words)
    {
        var width = 0.0;
        foreach (var rune in words.EnumerateRunes()) width += rune.Value >= 0x1100 && rune.Value is not (0x2026 or 0x2212) ? 14 : rune.Value is 'W' or 'M' or '@' or '%' or 'm' or 'w' or 0x2026 ? 12 : Rune.IsUpper(rune) ? 9.2 : 7.5;
        return width;
    }

    /// <summary>Words on one line, cut to what fits.</summary>
    public static string Fit(string words, double width)
    {
        var line = PlainText.Line(words, 80);
        for (var length = line.Length; length > 1 && WidthOf(line) > width; length--) line = PlainText.Clip(line, length);
        return line;
    }

    /// <summary>The words of a tick below an axis, moved as far as they must to stay inside the drawing.</summary>
    public static HtmlElement Tick(double place, double y, string label, double width) =>
        Words("axis", Math.Clamp(place, WidthOf(label) / 2, Math.Max(WidthOf(label) / 2, width - (WidthOf(label) / 2))), y, label, "middle");

    private static HtmlElement? Tip(string? tip) => tip is null ? null : El("title", tip);
}
