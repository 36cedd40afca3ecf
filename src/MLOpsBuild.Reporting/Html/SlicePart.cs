using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>The same metrics over parts of the rows: one chart per metric, and the figures beneath.</summary>
internal static class SlicePart
{
    // More rows than this are a table's business.
    private const int MostInChart = 40;

    public static Section? Write(ReportModel model)
    {
        if (model.Slices.Count == 0) return null;
        // Metrics that only the parts with a note have stand beside those of the whole.
        var metrics = model.Slices.GroupBy(s => s.Metric.Name, StringComparer.Ordinal).Where(m => m.Any(s => s.Note is null)).ToList();
        if (metrics.Count == 0) return null;
        return new Section(
            "slices",
            "Slices",
            "A model can be good on the whole and bad for some. Each row is a part of the evaluation rows; its upright stroke is the accepted value.",
            [.. metrics.SelectMany(m => Metric(model, m.Key, [.. m]))]);
    }

    private static IEnumerable<HtmlNode?> Metric(ReportModel model, string name, IReadOnlyList<SliceLine> slices)
    {
        var all = model.Metrics.FirstOrDefault(m => m.Name == name);
        var better = slices[0].Metric.Better;
        var chart = new IntervalChart
        {
            Title = $"{name} by slice",
            Description = $"{slices.Count} slices; {(better == Better.Higher ? "higher" : "lower")} is better. The table beneath has the figures.",
            Rows = [.. slices.Take(MostInChart).Select(s => MetricPart.Row(s.Metric, s.Slice))],
            Reference = all?.Value,
            ReferenceLabel = "all rows",
            XTitle = PlainText.Line(name, 40),
        };
        yield return El("figure", El("figcaption", MetricPart.Name(slices[0].Metric)), ChartRooms.Both(chart.Draw));
        yield return El("details",
            El("summary", $"Figures for {PlainText.Line(name, 80)}"),
            Show.Table($"{name} by slice", slices, [("Slice", Alignment.Left, s => Show.Name(s.Slice)), .. MetricPart.Columns<SliceLine>(s => s.Metric)]));
    }
}
