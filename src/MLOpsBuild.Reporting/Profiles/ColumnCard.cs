using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Reporting.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>One column in full: its figures, its histogram and its most frequent values.</summary>
internal static class ColumnCard
{
    public static HtmlElement Write(ColumnParts column, string id, ProfileDetail detail)
    {
        var types = string.Join(", ", column.Present.Select(p => Facts.TypeOf(p.Type)).Distinct(StringComparer.Ordinal));
        return El("section",
            El("h2", Show.Name(column.Name), El("span", types).Class("aside")),
            El("div", Figures(column, detail.IsBrief), El("div", Chart(column, detail.Bins), Lengths(column, detail), Tops(column, detail), detail.IsBrief ? null : Note(column))).Class(column.Parts.Count > 1 ? "sides many" : "sides"))
            .With(("class", "card"), ("id", id));
    }

    private static HtmlElement Figures(ColumnParts column, bool isBrief)
    {
        var heads = column.PartNames.Select(n => (column.PartNames.Count > 1 ? PlainText.Line(n, 60) : "", Alignment.Right));
        var table = new HtmlTable($"Figures of {PlainText.Line(column.Name, 80)}", [("", Alignment.Left), .. heads]);
        foreach (var (name, value) in Facts.Of(column, isBrief))
        {
            var values = column.Parts.Select(p => p is null ? null : value(p)).ToList();
            if (values.Exists(v => v is not null)) table.Add([name, .. values.Select(v => (HtmlNode?)(v ?? Numbers.None))]);
        }

        return table.ToElement();
    }

    private static HtmlElement? Chart(ColumnParts column, int bins) =>
        Shape.Of(column.Parts, bins) is { } shape ? Chart(column, shape, "Histogram of", "values in the far tails are outside the picture.") : null;

    private static HtmlElement? Lengths(ColumnParts column, ProfileDetail detail) => detail.IsBrief || Shape.OfLengths(column.Parts, detail.Bins) is not { } shape ? null
        : El("figure", El("figcaption", "Texts by length in characters"), Chart(column, shape, "Lengths of", "longer texts are outside the picture."));

    private static HtmlElement Chart(ColumnParts column, Shape shape, string what, string outside)
    {
        var series = column.PartNames.Zip(shape.Counts, (name, counts) => new HistogramSeries(name, counts)).ToList();
        var chart = new HistogramChart { Title = $"{what} {PlainText.Line(column.Name, 80)}", Edges = shape.Edges, Series = series, Ticks = shape.Labels }.Draw();
        return shape.Outside <= 0 ? chart : El("div", chart, El("p", $"{Numbers.Count(shape.Outside)} {outside}").Class("note"));
    }

    private static HtmlElement? Tops(ColumnParts column, ProfileDetail detail)
    {
        var tops = TopValues.Of(column, column.IsNumeric ? Math.Min(3, detail.Tops) : detail.Tops);
        if (tops.Count == 0) return null;
        var hasBars = column.Parts.Count == 1 && !detail.IsBrief;
        var heads = column.PartNames.SelectMany(n => hasBars ? [("", Alignment.Left), ("Share", Alignment.Right)] : new[] { (column.Parts.Count == 1 ? "Share" : PlainText.Line(n, 60), Alignment.Right) });
        var table = new HtmlTable("Most frequent values", [(column.IsNumeric ? "Most frequent" : "Value", Alignment.Left), .. heads]);
        foreach (var (value, counts) in tops)
        {
            var shares = counts.Select((count, i) => count is { } c ? Facts.Share(c, column.Parts[i]!.Count) : Numbers.None).ToList();
            HtmlNode?[] cells = hasBars
                ? [ShareGlyph.Draw(shares[0], counts[0] ?? 0, Math.Max(1, tops[0].Counts[0] ?? 1)), shares[0]]
                : [.. shares.Select(s => (HtmlNode?)s)];
            table.Add([Show.Name(value), .. cells]);
        }

        return El("div", table.ToElement()).Class("tops");
    }

    private static HtmlElement? Note(ColumnParts column)
    {
        List<string> words = [];
        if (column.Present.Any(p => p.DistinctError > 0)) words.Add("The count of distinct values is an estimate with the standard error given.");
        var rank = column.Present.Max(p => p.QuantileError);
        if (rank > 0) words.Add($"Quantiles are right to {Numbers.Significant(rank * 100, 2)} % of rank.");
        var top = column.Present.Max(p => p.Count == 0 ? 0 : (double)p.TopError / p.Count);
        if (top > 0) words.Add($"Shares of frequent values may be up to {Numbers.Significant(top * 100, 2)} % too low.");
        return words.Count == 0 ? null : El("p", string.Join(' ', words)).Class("note");
    }
}
