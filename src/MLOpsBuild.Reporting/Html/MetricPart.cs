using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>Metrics against what is accepted.</summary>
internal static class MetricPart
{
    public static Section? Write(ReportModel model) => model.Metrics.Count == 0 ? null : new Section(
        "metrics",
        "Metrics",
        (model.Base is null ? "" : $"Accepted at {PlainText.Line(model.Base, 200)}. ") + "The dot is this model's value, the band its interval, the upright stroke the accepted value. Every row has an axis of its own.",
        [
            Show.Table("Metrics", model.Metrics, [("Metric", Alignment.Left, Name), .. Columns<MetricLine>(m => m)]),
            .. model.Slices.Where(s => s.Note is not null).GroupBy(s => s.Slice, StringComparer.Ordinal).Select(s => Aside(s.Key, [.. s])),
        ]);

    /// <summary>The metrics of a part that somebody must know of to read those of the whole.</summary>
    private static HtmlElement Aside(string slice, IReadOnlyList<SliceLine> lines) => El("p",
    [
        Show.Name(slice), ": ",
        .. lines.SelectMany((line, i) => (HtmlNode?[])[i == 0 ? null : ", ", Show.Name(line.Metric.Name), " ", El("strong", line.Metric.Value is null ? "no data" : Numbers.Significant(line.Metric.Value))]),
        ". ", Show.Words(lines[0].Note),
    ]);

    public static Section? Lowered(ReportModel model) => model.LoweredBaselines.Count == 0 ? null : new Section(
        "lowered",
        "Lowered baselines",
        "This change accepts less than before. Somebody has to want that.",
        [Show.Table("Lowered baselines", model.LoweredBaselines,
            ("Metric", Alignment.Left, b => Show.Name(b.Metric)),
            ("Before", Alignment.Right, b => Show.Number(b.Before)),
            ("Now", Alignment.Right, b => b.Now is null ? "removed" : Show.Number(b.Now)),
            ("Reason", Alignment.Left, b => Show.Words(b.Reason)))]);

    /// <summary>The columns that metrics and slices share.</summary>
    public static (string Title, Alignment Alignment, Func<T, HtmlNode?> Cell)[] Columns<T>(Func<T, MetricLine> metric) =>
    [
        ("Value", Alignment.Right, r => metric(r).Value is null ? El("span", "no data").Class("none") : El("strong", Numbers.Significant(metric(r).Value))),
        ("Accepted", Alignment.Right, r => Show.Number(metric(r).Accepted)),
        ("Change", Alignment.Right, r => Change(metric(r))),
        ("", Alignment.Left, r => IntervalGlyph.Draw(Row(metric(r), metric(r).Name))),
        ("Interval", Alignment.Left, r => metric(r).Low is null ? null : El("span", Numbers.Interval(metric(r).Low, metric(r).High)).Class("still")),
        ("Rows", Alignment.Right, r => Rows(metric(r))),
        ("Tolerance", Alignment.Left, r => metric(r).Tolerance is { } t ? El("span", PlainText.Line(t, 200)).Class("words") : null),
        ("Verdict", Alignment.Left, r => Badge.Of(metric(r).Verdict)),
    ];

    public static IntervalRow Row(MetricLine m, string name) => new(name, m.Value, m.Low, m.High, m.Accepted, Badge.Tone(m.Verdict));

    public static HtmlElement Name(MetricLine m) => El("span", Show.Name(m.Name), "\u00a0",
        El("span", m.Better == Better.Higher ? "↑" : "↓").With(("class", "way"), ("title", m.Better == Better.Higher ? "higher is better" : "lower is better"))).Class("whole");

    private static HtmlElement? Rows(MetricLine m) => m.Rows == 0 ? null : El("span",
        Numbers.Count(m.Rows), m.Blocks == 0 ? null : El("small", m.Blocks == 1 ? "1 block" : $"{Numbers.Count(m.Blocks)} blocks")).Class("rows");

    private static HtmlElement? Change(MetricLine m)
    {
        if (m.Change is not { } change || !double.IsFinite(change)) return null;
        if (change == 0) return El("span", "same").Class("none");
        var better = Movement.IsBetter(m);
        return El("span", Numbers.Signed(change), " ", change > 0 ? "▲" : "▼", " ", El("small", better ? "better" : "worse")).Class(better ? "change better" : "change worse");
    }
}
