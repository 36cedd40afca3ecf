using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>A value with its interval.</summary>
/// <param name="Name">What it is the value of.</param>
/// <param name="Value">The value; null when there is no data.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Before">What it is compared with, drawn as an upright stroke.</param>
/// <param name="Tone">What to think of it.</param>
public sealed record IntervalRow(string Name, double? Value, double? Low = null, double? High = null, double? Before = null, Tone Tone = Tone.Neutral)
{
    internal IEnumerable<double> Places => new[] { Value, Low, High, Before }.OfType<double>();

    internal string Tip => $"{Name}: {Numbers.Significant(Value)} {(Low is null ? "" : Numbers.Interval(Low, High))}{(Before is null ? "" : $", before {Numbers.Significant(Before)}")}";
}

/// <summary>Dots with intervals on one axis: the same metric for many slices. For different metrics use <see cref="IntervalGlyph"/>, one axis each.</summary>
public sealed record IntervalChart
{
    private const double MarkHeight = 26;
    private const double Top = 24;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The rows, from the top.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <summary>A value that all rows are seen against, such as that of all rows together.</summary>
    public double? Reference { get; init; }

    /// <summary>The words at that line.</summary>
    public string ReferenceLabel { get; init; } = "";

    /// <summary>What stands along the bottom, with its unit; empty for nothing.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has: where there is little, names stand above their rows.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var (above, width) = (room == ChartRoom.Narrow, room.Width());
        var left = above ? 8 : Rows.Select(r => WidthOf(Fit(r.Name, 250))).DefaultIfEmpty(60).Max() + 20;
        var pitch = MarkHeight + (above ? 14 : 0);
        var bottom = Top + (Math.Max(1, Rows.Count) * pitch);
        var x = Scale.Covering([.. Rows.SelectMany(r => r.Places), .. Reference is { } r ? [r] : Array.Empty<double>()], left, width - 70);
        List<HtmlNode> content = [];
        foreach (var (value, label) in x.Ticks(above ? 3 : 5))
        {
            content.Add(Line("grid", x.Place(value), Top, x.Place(value), bottom));
            content.Add(Tick(x.Place(value), bottom + 17, label, width));
        }

        if (Reference is { } line && double.IsFinite(line))
        {
            content.Add(Line("guide", x.Place(line), Top - 8, x.Place(line), bottom));
            content.Add(Tick(x.Place(line), Top - 13, Fit(ReferenceLabel, 250), width));
        }

        content.AddRange(Rows.SelectMany((row, i) => Row(row, Top + ((i + 1) * pitch) - (MarkHeight / 2), x, above ? null : left)));
        content.AddRange(Rows.Select((row, i) => (HtmlNode)Words("value", width, Top + ((i + 1) * pitch) - (MarkHeight / 2) + 4, Numbers.Significant(row.Value), "end")));
        if (XTitle.Length > 0) content.Add(Words("axis", (left + width - 70) / 2, bottom + 34, Fit(XTitle, width - 70 - left), "middle"));
        return Drawing("chart", width, bottom + (XTitle.Length > 0 ? 38 : 24), Title, Description, content);
    }

    // Without a place left of the marks the name stands above its own.
    private static IEnumerable<HtmlNode> Row(IntervalRow row, double middle, Scale x, double? left)
    {
        var name = Fit(row.Name, 250);
        yield return left is { } edge ? Words("name", edge - 20, middle + 4, name, "end") : Words("name", 0, middle - 12, name);
        foreach (var node in IntervalGlyph.Shapes(row, x, middle, 5)) yield return node;
    }
}
