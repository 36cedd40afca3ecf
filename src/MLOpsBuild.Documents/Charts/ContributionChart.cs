using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>What one input adds to predictions.</summary>
/// <param name="Name">The input.</param>
/// <param name="Low">What it adds in all but the lowest few rows.</param>
/// <param name="High">What it adds in all but the highest few.</param>
/// <param name="WhereSmall">What it adds on average where the input itself is small; null where it has no order.</param>
/// <param name="WhereGreat">What it adds on average where the input itself is great.</param>
public sealed record Contribution(string Name, double Low, double High, double? WhereSmall = null, double? WhereGreat = null);

/// <summary>Ranges of what inputs add to predictions, about zero, with a mark for small and one for great values of the input.</summary>
public sealed record ContributionChart
{
    private const double MarkHeight = 26;
    private const double Top = 30;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>What stands along the bottom, with its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The inputs, from the top; those whose range is not finite are left out.</summary>
    public required IReadOnlyList<Contribution> Rows { get; init; }

    /// <summary>The drawing.</summary>
    /// <param name="room">How much room it has: where there is little, names stand above their rows.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var (above, width) = (room == ChartRoom.Narrow, room.Width());
        var rows = Rows.Where(r => double.IsFinite(r.Low) && double.IsFinite(r.High)).Select(r => r with { Name = Fit(r.Name, 250) }).ToList();
        var left = above ? 8 : rows.Select(r => WidthOf(r.Name)).DefaultIfEmpty(60).Max() + 20;
        var pitch = MarkHeight + (above ? 14 : 0);
        var bottom = Top + (Math.Max(1, rows.Count) * pitch);
        var x = Scale.Covering([0, .. rows.SelectMany(r => new[] { r.Low, r.High, r.WhereSmall, r.WhereGreat }.OfType<double>())], left, width - 8);
        List<HtmlNode> content = [.. Legend(left)];
        foreach (var (value, label) in x.Ticks(above ? 3 : 5))
        {
            content.Add(Line("grid", x.Place(value), Top, x.Place(value), bottom));
            content.Add(Tick(x.Place(value), bottom + 17, label, width));
        }

        content.Add(Line("base", x.Place(0), Top, x.Place(0), bottom));
        content.AddRange(rows.SelectMany((row, i) => Row(row, Top + ((i + 1) * pitch) - (MarkHeight / 2), x, above ? null : left)));
        content.Add(Words("axis", (left + width - 8) / 2, bottom + 34, Fit(Unit, width - 8 - left), "middle"));
        return Drawing("chart", width, bottom + 40, Title, Description, content);
    }

    private static IEnumerable<HtmlNode> Legend(double left)
    {
        const string Small = "input small";
        yield return Disc("mark small", left + 5, 9, 4.5);
        yield return Words("axis", left + 15, 13, Small);
        yield return Disc("mark", left + 31 + WidthOf(Small), 9, 4.5);
        yield return Words("axis", left + 41 + WidthOf(Small), 13, "input great");
    }

    private static IEnumerable<HtmlNode> Row(Contribution row, double middle, Scale x, double? left)
    {
        yield return left is { } edge ? Words("name", edge - 20, middle + 4, row.Name, "end") : Words("name", 0, middle - 12, row.Name);
        yield return Line("whisker", x.Place(row.Low), middle, x.Place(row.High), middle);
        if (row.WhereSmall is { } small && double.IsFinite(small)) yield return Disc("mark small", x.Place(small), middle, 4.5, $"{row.Name} small: {Numbers.Signed(small)}");
        if (row.WhereGreat is { } great && double.IsFinite(great)) yield return Disc("mark", x.Place(great), middle, 4.5, $"{row.Name} great: {Numbers.Signed(great)}");
    }
}
