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
    private const double Width = 640;
    private const double RowHeight = 26;
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

    /// <summary>The drawing.</summary>
    public HtmlElement Draw()
    {
        var left = Rows.Select(r => WidthOf(PlainText.Line(r.Name, 34))).DefaultIfEmpty(60).Max() + 20;
        var right = Width - 70;
        var bottom = Top + (Math.Max(1, Rows.Count) * RowHeight);
        var x = Scale.Covering([.. Rows.SelectMany(r => r.Places), .. Reference is { } r ? [r] : Array.Empty<double>()], left, right);
        List<HtmlNode> content = [];
        foreach (var (value, label) in x.Ticks(5))
        {
            content.Add(Line("grid", x.Place(value), Top, x.Place(value), bottom));
            content.Add(Words("axis", x.Place(value), bottom + 17, label, "middle"));
        }

        if (Reference is { } line)
        {
            content.Add(Line("guide", x.Place(line), Top - 8, x.Place(line), bottom));
            content.Add(Words("axis", x.Place(line), Top - 13, ReferenceLabel, "middle"));
        }

        content.AddRange(Rows.SelectMany((row, i) => Row(row, Top + ((i + 0.5) * RowHeight), x, left)));
        return Drawing("chart", Width, bottom + 24, Title, Description, content);
    }

    private static IEnumerable<HtmlNode> Row(IntervalRow row, double middle, Scale x, double left)
    {
        yield return Words("name", left - 20, middle + 4, PlainText.Line(row.Name, 34), "end");
        foreach (var node in IntervalGlyph.Shapes(row, x, middle, 5)) yield return node;
        yield return Words("value", Width, middle + 4, Numbers.Significant(row.Value), "end");
    }
}
