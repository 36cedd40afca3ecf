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
    private const double Height = 290;
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

    /// <summary>Whether what stands along the bottom is counted: between two whole numbers there is nothing to name.</summary>
    public bool Counts { get; init; }

    /// <summary>The words at that line.</summary>
    public string MarkLabel { get; init; } = "";

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var series = Series.Take(4).Select(s => new LineSeries(Fit(s.Name, room == ChartRoom.Wide ? 170 : 90), Thin(s.Points))).Where(s => s.Points.Count > 0).ToList();
        var points = series.SelectMany(s => s.Points).ToList();
        var y = Scale.Covering(points.Select(p => p.Y), Bottom, Top);
        var left = 32 + y.Ticks(5).Select(t => WidthOf(t.Label)).DefaultIfEmpty(0).Max();
        var right = room.Width() - 16 - series.Select(s => WidthOf(s.Name)).DefaultIfEmpty(0).Max();
        var x = Scale.Covering(points.Select(p => p.X), left, right, air: 0.01);
        List<HtmlNode> content = [.. Axes(x, y, (left, right), room)];
        if (points.Count == 0) content.Add(Words("axis", (left + right) / 2, Height / 2, "no data", "middle"));
        if (Mark is { } mark && points.Count > 0) content.AddRange(Guide(x.Place(mark), left, right));
        content.AddRange(series.Select((s, i) => (HtmlNode)Through($"curve s{i}", s.Points.Select(p => (x.Place(p.X), y.Place(p.Y))))));
        content.AddRange(EndNames(series, x, y));
        return Drawing("chart", room.Width(), Height, Title, Description, content);
    }

    private IEnumerable<HtmlNode> Axes(Scale x, Scale y, (double Left, double Right) plot, ChartRoom room)
    {
        foreach (var (value, label) in y.Ticks(5))
        {
            yield return Line("grid", plot.Left, y.Place(value), plot.Right, y.Place(value));
            yield return Words("axis", plot.Left - 8, y.Place(value) + 4, label, "end");
        }

        yield return Line("base", plot.Left, Bottom, plot.Right, Bottom);
        var ticks = x.Ticks(room == ChartRoom.Wide ? 6 : 3).Where(t => !Counts || double.IsInteger(t.Value));
        foreach (var (value, label) in ticks) yield return Tick(x.Place(value), Bottom + 18, Counts ? Numbers.Count((long)value) : label, room.Width());
        yield return Words("axis", (plot.Left + plot.Right) / 2, Height - 6, Fit(XTitle, plot.Right - plot.Left), "middle");
        yield return Words("axis", 0, 0, Fit(YTitle, Bottom - Top), "middle").With(("transform", $"translate(12 {N((Top + Bottom) / 2)}) rotate(-90)"));
    }

    private IEnumerable<HtmlNode> Guide(double place, double left, double right)
    {
        yield return Line("guide", place, Top, place, Bottom);
        var before = place + WidthOf(MarkLabel) > right && place - left > WidthOf(MarkLabel);
        yield return Words("axis", before ? place - 6 : place + 6, Top + 10, MarkLabel, before ? "end" : "start");
    }

    // Names stand at the lines' ends, and make room for each other without leaving the drawing.
    private static IEnumerable<HtmlNode> EndNames(List<LineSeries> series, Scale x, Scale y)
    {
        const double Pitch = 15;
        var ends = series.Select((s, i) => (Place: y.Place(s.Points[^1].Y), Series: s, Index: i)).OrderBy(e => e.Place).ThenBy(e => e.Index).ToArray();
        for (var i = 1; i < ends.Length; i++) ends[i].Place = Math.Max(ends[i].Place, ends[i - 1].Place + Pitch);
        for (var i = ends.Length - 1; i >= 0; i--) ends[i].Place = Math.Min(ends[i].Place, Bottom - ((ends.Length - 1 - i) * Pitch));
        return ends.Select(e => (HtmlNode)Words($"s{e.Index}", x.Place(e.Series.Points[^1].X) + 8, e.Place + 4, e.Series.Name));
    }

    private static List<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var finite = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        if (finite.Count <= MostPoints) return finite;
        return [.. Enumerable.Range(0, MostPoints).Select(i => finite[(int)((long)i * (finite.Count - 1) / (MostPoints - 1))])];
    }
}
