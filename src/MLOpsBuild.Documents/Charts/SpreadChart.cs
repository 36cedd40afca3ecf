using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>Values of one place along the bottom, summed up.</summary>
/// <param name="At">The place.</param>
/// <param name="Low">A low quantile.</param>
/// <param name="Middle">The median.</param>
/// <param name="High">A high quantile.</param>
/// <param name="Count">How many there are.</param>
public sealed record SpreadPoint(double At, double Low, double Middle, double High, long Count);

/// <summary>How values spread about zero along an axis: errors by what was predicted.</summary>
public sealed record SpreadChart
{
    private const double Height = 290;
    private const double Top = 14;
    private const double Bottom = Height - 44;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>What stands along the bottom, with its unit.</summary>
    public required string XTitle { get; init; }

    /// <summary>What stands along the side, with its unit.</summary>
    public required string YTitle { get; init; }

    /// <summary>The places; those that are not finite are left out.</summary>
    public required IReadOnlyList<SpreadPoint> Points { get; init; }

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var points = Points.Where(p => double.IsFinite(p.At) && double.IsFinite(p.Low) && double.IsFinite(p.Middle) && double.IsFinite(p.High)).ToList();
        var y = Scale.Covering([0, .. points.SelectMany(p => new[] { p.Low, p.High })], Bottom, Top);
        var left = 32 + y.Ticks(5).Select(t => WidthOf(t.Label)).DefaultIfEmpty(0).Max();
        var right = room.Width() - 12;
        var x = Scale.Covering(points.Select(p => p.At), left, right);
        List<HtmlNode> content = [];
        foreach (var (value, label) in y.Ticks(5))
        {
            content.Add(Line("grid", left, y.Place(value), right, y.Place(value)));
            content.Add(Words("axis", left - 8, y.Place(value) + 4, label, "end"));
        }

        content.Add(Line("guide", left, y.Place(0), right, y.Place(0)));
        content.AddRange(x.Ticks(room == ChartRoom.Wide ? 6 : 3).Select(t => Tick(x.Place(t.Value), Bottom + 18, t.Label, room.Width())));
        content.Add(Words("axis", (left + right) / 2, Height - 6, Fit(XTitle, right - left), "middle"));
        content.Add(Words("axis", 0, 0, Fit(YTitle, Bottom - Top), "middle").With(("transform", $"translate(12 {N((Top + Bottom) / 2)}) rotate(-90)")));
        content.AddRange(points.Select(p => (HtmlNode)Line("whisker", x.Place(p.At), y.Place(p.Low), x.Place(p.At), y.Place(p.High))));
        content.AddRange(points.Select(p => (HtmlNode)Disc("mark", x.Place(p.At), y.Place(p.Middle), 4.5, Tip(p))));
        return Drawing("chart", room.Width(), Height, Title, Description, content);
    }

    private static string Tip(SpreadPoint point) =>
        $"{Numbers.Count(point.Count)} values about {Numbers.Significant(point.At)}: half below {Numbers.Significant(point.Middle)}, most from {Numbers.Significant(point.Low)} to {Numbers.Significant(point.High)}";
}
