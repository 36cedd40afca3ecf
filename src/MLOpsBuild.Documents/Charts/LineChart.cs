using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">The name that stands at its end.</param>
/// <param name="Points">Its points, left to right; those that are not finite are left out.</param>
public sealed record LineSeries(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Up to four lines over one axis, named at their ends: a learning curve, a metric over time.</summary>
public sealed record LineChart
{
    private const double Width = 640;
    private const double Height = 290;
    private const double Left = 58;
    private const double Top = 14;
    private const double Bottom = Height - 44;

    // More points than pixels add bytes and no information.
    private const int MostPoints = 300;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>What stands along the bottom.</summary>
    public required string XTitle { get; init; }

    /// <summary>What stands along the side.</summary>
    public required string YTitle { get; init; }

    /// <summary>The lines; more than four are not drawn.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>A place along the bottom that deserves a vertical line.</summary>
    public double? Mark { get; init; }

    /// <summary>The words at that line.</summary>
    public string MarkLabel { get; init; } = "";

    /// <summary>The drawing.</summary>
    public HtmlElement Draw()
    {
        var series = Series.Take(4).Select(s => new LineSeries(PlainText.Line(s.Name, 24), Thin(s.Points))).Where(s => s.Points.Count > 0).ToList();
        var points = series.SelectMany(s => s.Points).ToList();
        var right = Width - 16 - series.Select(s => WidthOf(s.Name)).DefaultIfEmpty(0).Max();
        var x = Scale.Covering(points.Select(p => p.X), Left, right, air: 0.01);
        var y = Scale.Covering(points.Select(p => p.Y), Bottom, Top);
        List<HtmlNode> content = [.. Axes(x, y, right)];
        if (points.Count == 0) content.Add(Words("axis", (Left + right) / 2, Height / 2, "no data", "middle"));
        if (Mark is { } mark && points.Count > 0) content.AddRange(Guide(x.Place(mark), right));
        content.AddRange(series.Select((s, i) => (HtmlNode)Through($"curve s{i}", s.Points.Select(p => (x.Place(p.X), y.Place(p.Y))))));
        content.AddRange(EndNames(series, x, y));
        return Drawing("chart", Width, Height, Title, Description, content);
    }

    private IEnumerable<HtmlNode> Axes(Scale x, Scale y, double right)
    {
        foreach (var (value, label) in y.Ticks(5))
        {
            yield return Line("grid", Left, y.Place(value), right, y.Place(value));
            yield return Words("axis", Left - 8, y.Place(value) + 4, label, "end");
        }

        yield return Line("base", Left, Bottom, right, Bottom);
        foreach (var (value, label) in x.Ticks(6)) yield return Words("axis", x.Place(value), Bottom + 18, label, "middle");
        yield return Words("axis", (Left + right) / 2, Height - 6, XTitle, "middle");
        yield return Words("axis", 0, 0, YTitle, "middle").With(("transform", $"translate(12 {N((Top + Bottom) / 2)}) rotate(-90)"));
    }

    private IEnumerable<HtmlNode> Guide(double place, double right)
    {
        yield return Line("guide", place, Top, place, Bottom);
        var before = place + WidthOf(MarkLabel) > right;
        yield return Words("axis", before ? place - 6 : place + 6, Top + 10, MarkLabel, before ? "end" : "start");
    }

    // Names stand at the lines' ends, and make room for each other.
    private static IEnumerable<HtmlNode> EndNames(List<LineSeries> series, Scale x, Scale y)
    {
        var floor = double.NegativeInfinity;
        foreach (var (place, s, i) in series.Select((s, i) => (y.Place(s.Points[^1].Y), s, i)).OrderBy(e => e.Item1).ThenBy(e => e.i))
        {
            floor = Math.Max(place, floor + 15);
            yield return Words($"s{i}", x.Place(s.Points[^1].X) + 8, floor + 4, s.Name);
        }
    }

    private static List<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var finite = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        if (finite.Count <= MostPoints) return finite;
        return [.. Enumerable.Range(0, MostPoints).Select(i => finite[(int)((long)i * (finite.Count - 1) / (MostPoints - 1))])];
    }
}
