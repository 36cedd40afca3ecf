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
    private const double BarHeight = 26;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The bars, from the top; those whose value is not finite are left out.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>What the bars' lengths are, with their unit; empty for nothing.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has: where there is little, names stand above their bars.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var above = room == ChartRoom.Narrow;
        var bars = Bars.Where(b => double.IsFinite(b.Value))
            .Select(b => b with { Name = Fit(b.Name, 250), Label = b.Label ?? Numbers.Significant(b.Value) }).ToList();
        var left = above ? 1 : bars.Select(b => WidthOf(b.Name)).DefaultIfEmpty(60).Max() + 12;
        var right = room.Width() - 12 - bars.Select(b => WidthOf(b.Label!)).DefaultIfEmpty(40).Max();
        var min = Math.Min(0, bars.Select(b => b.Value).DefaultIfEmpty(0).Min());
        var max = Math.Max(0, bars.Select(b => b.Value).DefaultIfEmpty(0).Max());
        var scale = Scale.Exactly(min, min == max ? min + 1 : max, left, right);
        var pitch = BarHeight + (above ? 16 : 0);
        var height = Math.Max(1, bars.Count) * pitch;
        List<HtmlNode> content = [.. bars.SelectMany((bar, i) => Row(bar, i * pitch, scale, above ? null : left))];
        if (Unit.Length > 0) content.Add(Words("axis", left, height + 14, Fit(Unit, room.Width() - left)));
        return Drawing("chart", room.Width(), height + (Unit.Length > 0 ? 18 : 0), Title, Description, content);
    }

    // Without a place left of the bars the name stands above its own.
    private static IEnumerable<HtmlNode> Row(Bar bar, double top, Scale scale, double? left)
    {
        double zero = scale.Place(0), end = scale.Place(bar.Value), middle = top + (BarHeight / 2) + (left is null ? 16 : 0);
        yield return left is { } edge ? Words("name", edge - 12, middle + 4, bar.Name, "end") : Words("name", 0, top + 16, bar.Name);
        yield return Box(bar.Value < 0 ? "bar minus" : "bar", Math.Min(zero, end), middle - 7, Math.Max(1.5, Math.Abs(end - zero)), 14, 2);
        yield return Words("value", Math.Max(zero, end) + 8, middle + 4, bar.Label!);
    }
}
