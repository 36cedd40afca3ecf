using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>One bar.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">How long it is.</param>
/// <param name="Label">The value in words; four significant digits when null.</param>
public sealed record Bar(string Name, double Value, string? Label = null);

/// <summary>Horizontal bars in the order given: importance, durations, counts.</summary>
public sealed record BarChart
{
    private const double Width = 640;
    private const double RowHeight = 26;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The bars, from the top; those whose value is not finite are left out.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>The drawing.</summary>
    public HtmlElement Draw()
    {
        var bars = Bars.Where(b => double.IsFinite(b.Value))
            .Select(b => b with { Name = PlainText.Line(b.Name, 34), Label = b.Label ?? Numbers.Significant(b.Value) }).ToList();
        var left = bars.Select(b => WidthOf(b.Name)).DefaultIfEmpty(60).Max() + 12;
        var right = Width - 12 - bars.Select(b => WidthOf(b.Label!)).DefaultIfEmpty(40).Max();
        var min = Math.Min(0, bars.Select(b => b.Value).DefaultIfEmpty(0).Min());
        var max = Math.Max(0, bars.Select(b => b.Value).DefaultIfEmpty(0).Max());
        var scale = Scale.Exactly(min, min == max ? min + 1 : max, left, right);
        var content = bars.SelectMany((bar, i) => Row(bar, i * RowHeight, scale, left));
        return Drawing("chart", Width, Math.Max(1, bars.Count) * RowHeight, Title, Description, content);
    }

    private static IEnumerable<HtmlNode> Row(Bar bar, double top, Scale scale, double left)
    {
        double zero = scale.Place(0), end = scale.Place(bar.Value), middle = top + (RowHeight / 2);
        yield return Words("name", left - 12, middle + 4, bar.Name, "end");
        yield return Box(bar.Value < 0 ? "bar minus" : "bar", Math.Min(zero, end), middle - 7, Math.Max(1.5, Math.Abs(end - zero)), 14, 2);
        yield return Words("value", Math.Max(zero, end) + 8, middle + 4, bar.Label!);
    }
}
