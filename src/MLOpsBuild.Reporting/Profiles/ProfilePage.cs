using System.Text;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Reporting.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>A profile, or several side by side, as one HTML file: no script, nothing loaded, light and dark, under 500 kilobytes. The same profiles give the same bytes.</summary>
/// <remarks>With many columns it shows less of each; beyond some hundreds only the first ones, and says so.</remarks>
public static class ProfilePage
{
    /// <summary>The most profiles that stand side by side.</summary>
    public const int MostParts = 6;

    /// <summary>The most bytes of a page.</summary>
    public const int MostBytes = 500_000;

    private static readonly Stylesheet Style = Stylesheet.FromResource(typeof(ProfilePage).Assembly, "report.css")
        .Then(Stylesheet.FromResource(typeof(ProfilePage).Assembly, "profile.css")).Then(ChartStyle.Rules);

    /// <summary>The file's text.</summary>
    /// <param name="title">What was profiled: a dataset, a window.</param>
    /// <param name="parts">The profiles, from the left.</param>
    /// <exception cref="ArgumentException">There are none, or more than <see cref="MostParts"/>.</exception>
    public static string Write(string title, params IReadOnlyList<ProfiledPart> parts)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count is 0 or > MostParts) throw new ArgumentException($"A page shows 1 to {MostParts} profiles, not {parts.Count}; merge some of them.", nameof(parts));
        var columns = ColumnParts.Of(parts);
        var page = "";
        foreach (var detail in ProfileDetail.Levels.Where(d => d.CanFit(columns.Count, MostBytes)))
        {
            page = Write(title, parts, columns, detail);
            if (Encoding.UTF8.GetByteCount(page) <= MostBytes) break;
        }

        return page;
    }

    private static string Write(string title, IReadOnlyList<ProfiledPart> parts, IReadOnlyList<ColumnParts> columns, ProfileDetail detail)
    {
        var cards = columns.Take(detail.Cards).Select((column, i) => (HtmlNode?)ColumnCard.Write(column, $"c{i + 1}", detail));
        var body = El("body",
            El("a", "Skip to the columns").With(("class", "skip"), ("href", "#columns")),
            Header(title, parts),
            El("main", [Overview(columns, detail), .. cards]),
            El("footer", El("p", "Data profile, written by MLOpsBuild. The same data gives this same file.")));
        return HtmlPage.Write($"{PlainText.Line(title, 120)} · data profile", Style, body);
    }

    private static HtmlElement Header(string title, IReadOnlyList<ProfiledPart> parts)
    {
        List<HtmlNode> facts = [];
        foreach (var (name, profile) in parts)
        {
            var period = profile is { From: { } from, To: { } to } ? $" · {Facts.Time(from)} to {Facts.Time(to)}" : "";
            facts.AddRange([El("dt", PlainText.Line(name, 80)), El("dd", $"{Numbers.Count(profile.Rows)} rows · {Numbers.Count(profile.Columns.Count)} columns{period}")]);
        }

        return El("header", El("p", "Data profile").Class("eyebrow"), El("h1", PlainText.Line(title, 200)), El("dl", [.. facts]).Class("facts"), Days(parts));
    }

    private static HtmlElement? Days(IReadOnlyList<ProfiledPart> parts)
    {
        var times = parts.Select(p => p.Profile.TimeColumn is { } time ? p.Profile.Columns[time] : null).ToList();
        if (Shape.OfDays(times, 120) is not { } shape) return null;
        var series = parts.Zip(shape.Counts, (part, counts) => new HistogramSeries(part.Name, counts)).ToList();
        var width = (int)(shape.Edges[1] - shape.Edges[0]);
        var caption = width == 1 ? "Rows per day" : $"Rows per day, mean of {width} days each";
        return El("figure", El("figcaption", caption), new HistogramChart { Title = caption, Edges = shape.Edges, Series = series, Ticks = shape.Labels }.Draw()).Class("days");
    }

    private static HtmlElement Overview(IReadOnlyList<ColumnParts> columns, ProfileDetail detail)
    {
        var rows = columns.Take(detail.Rows).Select((column, i) => (column, i)).ToList();
        var table = Show.Table<(ColumnParts Column, int Index)>("Columns", rows,
            ("Column", Alignment.Left, r => r.Index < detail.Cards ? El("a", Show.Name(r.Column.Name)).With(("href", $"#c{r.Index + 1}")) : Show.Name(r.Column.Name)),
            ("Shape", Alignment.Left, r => Glyphs(r.Column, detail.IsBrief ? 12 : 18)),
            ("Type", Alignment.Left, r => Facts.TypeOf(r.Column.Present[0].Type)),
            ("Missing", Alignment.Right, r => string.Join(" · ", r.Column.Parts.Select(p => p is null ? Numbers.None : p.Missing == 0 ? "0" : Facts.Share(p.Missing, p.Count + p.Missing)))),
            ("Distinct", Alignment.Right, r => string.Join(" · ", r.Column.Parts.Select(p => p is null ? Numbers.None : Facts.Distinct(p)))));
        return El("section",
            El("h2", "Columns"),
            El("p", rows.Count == columns.Count ? null : $"The first {Numbers.Count(rows.Count)} of {Numbers.Count(columns.Count)}; the profile's own file has all. ", Errors(columns)).Class("lead"),
            table).With(("id", "columns"), ("class", "overview"));
    }

    private static string Errors(IReadOnlyList<ColumnParts> columns)
    {
        var rank = columns.SelectMany(c => c.Present).Select(p => p.QuantileError).DefaultIfEmpty(0).Max();
        var areEstimated = columns.Any(c => c.Present.Any(p => p.DistinctError > 0));
        return !areEstimated && rank == 0 ? "Every figure is exact."
            : "Counts, means and extremes are exact." + (areEstimated ? " A number of distinct values with ± is an estimate with its standard error." : "")
                + (rank > 0 ? $" Quantiles of columns with many values are right to {Numbers.Significant(rank * 100, 2)} % of rank." : "");
    }

    private static HtmlNode? Glyphs(ColumnParts column, int bins)
    {
        var shape = Shape.Of(column.Parts, bins);
        var counts = shape?.Counts ?? [.. column.Parts.Select(p => (IReadOnlyList<double>)[.. (p?.Top(bins) ?? []).Select(t => (double)t.Value)])];
        return counts.All(c => c.Count == 0) ? null : HtmlNode.Many(counts.Select((c, i) => (HtmlNode)HistogramChart.Glyph(PlainText.Line(column.PartNames[i], 60), c)));
    }
}
