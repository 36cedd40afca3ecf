using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>What was judged: gates, metrics, slices.</summary>
internal static class Judgement
{
    public static Part? Gates(ReportModel model, Bounds bounds)
    {
        if (model.Gates.Count == 0) return null;
        // What needs a reader comes first, whatever is cut.
        var gates = model.Gates.OrderBy(g => g.Verdict == Verdict.Pass).ToList();
        var content = Part.Table(bounds, gates, out var clipped,
            ("Gate", Alignment.Left, g => Inline.Code(g.Gate, bounds.Words)),
            ("Verdict", Alignment.Left, g => Say.Verdict(g.Verdict)),
            ("Summary", Alignment.Left, g => Inline.Text(g.Summary, bounds.Words)));
        foreach (var gate in gates.Take(bounds.Rows).Select(Worth).Where(g => g.Findings.Count > 0))
        {
            clipped |= gate.Findings.Count > bounds.Rows;
            content.Details(
                PlainText.Clip(gate.Gate, bounds.Words),
                $"{Numbers.Count(gate.Findings.Count)} {(gate.Findings.Count == 1 ? "finding" : "findings")}",
                new MarkdownDocument().Bullets(Say.Findings(gate.Findings, bounds)),
                open: gate.Verdict != Verdict.Pass && gate.Findings.Count <= 10);
        }

        return Part.Open(0, "gates", $"Gates: {VerdictWords.Tally(model.Gates)}", content, clipped);
    }

    // That a gate that passed found everything as expected, line by line, is for the HTML report.
    private static GateResult Worth(GateResult gate) => gate.Verdict == Verdict.Pass
        ? gate with { Findings = [.. gate.Findings.Where(f => f.Severity != Severity.Info)] }
        : gate;

    public static Part? Lowered(ReportModel model, Bounds bounds) => model.LoweredBaselines.Count == 0 ? null : Part.Open(
        1, "lowered baselines", "Lowered baselines", Part.Table(bounds, model.LoweredBaselines, out var clipped,
            ("Metric", Alignment.Left, b => Inline.Code(b.Metric, bounds.Words)),
            ("Before", Alignment.Right, b => Say.Number(b.Before)),
            ("Now", Alignment.Right, b => b.Now is null ? "removed" : Say.Number(b.Now)),
            ("Reason", Alignment.Left, b => Inline.Text(b.Reason, bounds.Words))), clipped);

    public static Part? Metrics(ReportModel model, Bounds bounds)
    {
        if (model.Metrics.Count == 0) return null;
        var content = Part.Table(bounds, model.Metrics, out var clipped,
            [("Metric", Alignment.Left, m => Name(m, bounds)), .. Columns<MetricLine>(m => m, bounds)]);
        foreach (var slice in model.Slices.Where(s => s.Note is not null).GroupBy(s => s.Slice, StringComparer.Ordinal).Take(bounds.Rows))
        {
            var values = slice.Select(s => Inline.Code(s.Metric.Name, bounds.Words) + Inline.Space + Say.Number(s.Metric.Value));
            content.Paragraph(Inline.Code(slice.Key, bounds.Words) + ":" + Inline.Space + Inline.Join(", ", values) + "." + Inline.Space + Inline.Text(slice.First().Note, bounds.Words));
        }

        return Part.Open(2, "metrics", "Metrics", content, clipped);
    }

    public static Part? Slices(ReportModel model, Bounds bounds)
    {
        if (model.Slices.Count == 0) return null;
        var failing = model.Slices.Count(s => s.Metric.Verdict is Verdict.Fail or Verdict.Error);
        var holding = model.Slices.Count(s => s.Metric.Verdict is Verdict.Hold);
        var slices = model.Slices.OrderBy(s => s.Metric.Verdict is null or Verdict.Pass).ToList();
        var content = Part.Table(bounds, slices, out var clipped,
            [("Slice", Alignment.Left, s => Inline.Code(s.Slice, bounds.Words)), ("Metric", Alignment.Left, s => Name(s.Metric, bounds)), .. Columns<SliceLine>(s => s.Metric, bounds)]);
        var aside = $"{Numbers.Count(model.Slices.Count)} values" + Clause(failing, "out of tolerance") + Clause(holding, "on hold");
        return Part.Folded(9, "slices", "All slices", aside, content, clipped);
    }

    private static string Clause(int count, string words) => count == 0 ? "" : $", {Numbers.Count(count)} {words}";

    public static Inline Name(MetricLine m, Bounds bounds) => Inline.Code(m.Name, bounds.Words) + Inline.Space + (m.Better == Better.Higher ? "↑" : "↓");

    /// <summary>The columns that metrics and slices share.</summary>
    public static (string Title, Alignment Alignment, Func<T, Inline> Cell)[] Columns<T>(Func<T, MetricLine> metric, Bounds bounds) =>
    [
        ("Value", Alignment.Right, r => metric(r).Value is null ? "no data" : Inline.Strong(Say.Number(metric(r).Value))),
        ("Accepted", Alignment.Right, r => Say.Number(metric(r).Accepted)),
        ("Change", Alignment.Right, r => Change(metric(r))),
        ("Interval", Alignment.Left, r => metric(r).Low is null ? Inline.Empty : Numbers.Interval(metric(r).Low, metric(r).High)),
        ("Rows (blocks)", Alignment.Right, r => metric(r).Rows == 0 ? Inline.Empty : Numbers.Count(metric(r).Rows) + (metric(r).Blocks == 0 ? "" : $" ({Numbers.Count(metric(r).Blocks)})")),
        ("Tolerance", Alignment.Left, r => Inline.Text(metric(r).Tolerance, bounds.Words)),
        ("Verdict", Alignment.Left, r => Say.Verdict(metric(r).Verdict)),
    ];

    private static Inline Change(MetricLine m) => m.Change switch
    {
        null => Inline.Empty,
        0 => "same",
        { } change when double.IsNaN(change) => Inline.Empty,
        { } change => $"{Numbers.Signed(change)} {(change > 0 ? "▲" : "▼")} {(Movement.IsBetter(m) ? "better" : "worse")}",
    };
}
