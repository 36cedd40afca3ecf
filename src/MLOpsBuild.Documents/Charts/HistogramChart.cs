using System.Text;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>The counts of one row of a <see cref="HistogramChart"/>.</summary>
/// <param name="Name">What they are counts of; shown when there are several rows.</param>
/// <param name="Counts">One per bin; what is negative or not finite stands at zero.</param>
public sealed record HistogramSeries(string Name, IReadOnlyList<double> Counts);

/// <summary>How many values lie in each bin of one axis, for one sample or several below each other, each scaled to its own highest bin.</summary>
public sealed record HistogramChart
{
    private const double Foot = 22;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The bins' edges, ascending and finite; at least two.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>The samples, from the top, each with one count less than there are edges.</summary>
    public required IReadOnlyList<HistogramSeries> Series { get; init; }

    /// <summary>Places along the axis and their words; round numbers when null.</summary>
    public IReadOnlyList<(double Value, string Label)>? Ticks { get; init; }

    /// <summary>What stands along the bottom, with its unit; empty for nothing.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has.</param>
    /// <exception cref="ArgumentException">There are fewer than two edges, or a sample has another number of counts than there are bins.</exception>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var width = room == ChartRoom.Wide ? 480 : room.Width();
        if (Edges.Count < 2 || Series.Any(s => s.Counts.Count != Edges.Count - 1)) throw new ArgumentException($"A histogram of {Edges.Count} edges needs {Edges.Count - 1} counts in each sample.");
        var height = Series.Count > 1 ? 46.0 : 120;
        var pitch = height + (Series.Count > 1 ? 22 : 0);
        var scale = Scale.Exactly(Edges[0], Edges[^1], 1, width - 1);
        List<double> places = [.. Edges.Select(scale.Place)];
        var bottom = Math.Max(1, Series.Count) * pitch;
        List<HtmlNode> content = [];
        for (var i = 0; i < Series.Count; i++)
        {
            var ground = (i + 1) * pitch;
            if (Series.Count > 1) content.Add(Words("axis", 1, ground - height - 6, Fit(Series[i].Name, width)));
            content.Add(Path("bar", Columns(Series[i].Counts, places, ground, height)));
            content.Add(Line("base", 0, ground, width, ground));
        }

        content.AddRange((Ticks ?? scale.Ticks(room == ChartRoom.Wide ? 5 : 3)).Select(tick => Tick(scale.Place(tick.Value), bottom + 16, tick.Label, width)));
        if (XTitle.Length > 0) content.Add(Words("axis", width / 2, bottom + Foot + 12, Fit(XTitle, width), "middle"));
        return Drawing("chart", width, bottom + Foot + (XTitle.Length > 0 ? 16 : 0), Title, Description, content);
    }

    /// <summary>The same columns without an axis, small enough for a table's cell.</summary>
    /// <param name="title">What they show, in words.</param>
    /// <param name="counts">One per bin; what is negative or not finite stands at zero.</param>
    public static HtmlElement Glyph(string title, IReadOnlyList<double> counts) =>
        Drawing("glyph", 108, 22, title, "", [Path("bar", Columns(counts, [.. Enumerable.Range(0, counts.Count + 1).Select(i => i * 108.0 / Math.Max(1, counts.Count))], 22, 22))]);

    // One path for all columns: a tenth of the bytes that rectangles take.
    private static string Columns(IReadOnlyList<double> counts, List<double> places, double ground, double height)
    {
        var most = counts.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var data = new StringBuilder();
        for (var i = 0; i < counts.Count; i++)
        {
            if (!(counts[i] > 0) || !double.IsFinite(counts[i])) continue;
            var gap = places[i + 1] - places[i] > 4 ? 0.5 : 0;
            var top = ground - Math.Max(1, counts[i] / most * height);
            data.Append('M').Append(N(places[i] + gap)).Append(' ').Append(N(ground)).Append('V').Append(N(top)).Append('H').Append(N(places[i + 1] - gap)).Append('V').Append(N(ground));
        }

        return data.ToString();
    }

    // Words at either end stay inside the drawing.
}
