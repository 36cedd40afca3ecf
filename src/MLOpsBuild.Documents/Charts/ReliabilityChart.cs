using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>Rows with nearly the same prediction.</summary>
/// <param name="Predicted">Their mean predicted probability, 0 to 1.</param>
/// <param name="Observed">The share of them that came true, 0 to 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Low">The lower end of the observed share's interval, if known.</param>
/// <param name="High">The upper end.</param>
public sealed record ReliabilityBin(double Predicted, double Observed, long Count, double? Low = null, double? High = null);

/// <summary>Predicted against observed shares, with the counts beneath: on the diagonal, probabilities can be taken at their word.</summary>
public sealed record ReliabilityChart
{
    private const double Left = 52;
    private const double Top = 12;
    private const double Bottom = 300;
    private const double StripTop = 338;
    private const double StripBottom = 374;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The bins, by prediction; empty ones are left out.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var width = room == ChartRoom.Wide ? 420 : room.Width();
        var bins = Bins.Where(b => b.Count > 0 && double.IsFinite(b.Predicted) && double.IsFinite(b.Observed)).ToList();
        var x = Scale.Exactly(0, 1, Left, width - 12);
        var y = Scale.Exactly(0, 1, Bottom, Top);
        List<HtmlNode> content = [.. Frame(x, y, width - 12)];
        content.AddRange(Counts(bins, x));
        content.AddRange(bins.Where(b => b is { Low: not null, High: not null })
            .Select(b => Line("whisker", x.Place(b.Predicted), y.Place(b.Low!.Value), x.Place(b.Predicted), y.Place(b.High!.Value))));
        if (bins.Count > 1) content.Add(Through("thin", bins.Select(b => (x.Place(b.Predicted), y.Place(b.Observed)))));
        content.AddRange(bins.Select(b => Disc("mark", x.Place(b.Predicted), y.Place(b.Observed), 5, Tip(b))));
        return Drawing("chart", width, StripBottom + 8, Title, Description, content);
    }

    private static string Tip(ReliabilityBin bin) =>
        $"predicted {Numbers.Percent(bin.Predicted)}, observed {Numbers.Percent(bin.Observed)}, {Numbers.Count(bin.Count)} rows";

    private static IEnumerable<HtmlNode> Frame(Scale x, Scale y, double right)
    {
        foreach (var (value, label) in y.Ticks(5))
        {
            yield return Line("grid", Left, y.Place(value), right, y.Place(value));
            yield return Words("axis", Left - 8, y.Place(value) + 4, label, "end");
            yield return Words("axis", x.Place(value), Bottom + 16, label, "middle");
        }

        yield return Line("guide", x.Place(0), y.Place(0), x.Place(1), y.Place(1));
        yield return Words("axis", (Left + right) / 2, Bottom + 32, "predicted", "middle");
        yield return Words("axis", 0, 0, "observed", "middle").With(("transform", $"translate(12 {N((Top + Bottom) / 2)}) rotate(-90)"));
        yield return Words("axis", Left - 8, StripBottom - 12, "rows", "end");
        yield return Line("base", Left, StripBottom, right, StripBottom);
    }

    private static IEnumerable<HtmlNode> Counts(List<ReliabilityBin> bins, Scale x)
    {
        double most = bins.Select(b => b.Count).DefaultIfEmpty(1).Max();
        return bins.Select(b =>
        {
            var height = Math.Max(1, b.Count / most * (StripBottom - StripTop));
            return (HtmlNode)Box("spark", x.Place(b.Predicted) - 9, StripBottom - height, 18, height, 1.5, Tip(b));
        });
    }
}
