using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>How training and serving went.</summary>
internal static class Making
{
    private const int Drawn = 2;

    public static Part? Learning(ReportModel model, Bounds bounds)
    {
        var lines = model.LearningCurves.SelectMany(c => c.Lines.Where(l => l.Points.Count > 0).Select(l => (Curve: c, Line: l))).ToList();
        if (lines.Count == 0) return null;
        var content = new MarkdownDocument();
        foreach (var curve in model.LearningCurves.Take(Drawn)) Draw(content, curve, bounds);
        content.Append(Part.Table(bounds, lines, out var clipped,
            ("Curve", Alignment.Left, l => Inline.Text(l.Curve.Title, bounds.Words)),
            ("Line", Alignment.Left, l => Inline.Text(l.Line.Name, bounds.Words)),
            ("Course", Alignment.Left, l => Inline.Code(Sparkline.Text(Sample(l.Line.Points), fromLeast: true))),
            ("First", Alignment.Right, l => Say.Number(l.Line.Points[0].Value)),
            ("Least", Alignment.Right, l => Say.Number(l.Line.Points.Min(p => p.Value))),
            ("Last", Alignment.Right, l => Say.Number(l.Line.Points[^1].Value)),
            ("Chosen", Alignment.Right, l => l.Curve.Chosen is { } chosen ? Numbers.Significant(chosen, 3) : Inline.Empty)));
        return Part.Folded(17, "learning curves", "Learning", "", content, clipped);
    }

    // Mermaid has no legend, so the lines are named beneath in their order.
    private static void Draw(MarkdownDocument content, LearningCurve curve, Bounds bounds)
    {
        if (Mermaid.Lines(curve.Title, curve.Over, curve.Measure, [.. curve.Lines.Select(l => l.Points.Select(p => (p.At, p.Value)).ToArray())]) is not { } chart) return;
        content.Code("mermaid", chart);
        if (curve.Lines.Count > 1) content.Paragraph(Inline.Small(Inline.Text("Lines in the order of their colours: " + string.Join(", ", curve.Lines.Select(l => l.Name)), bounds.Words)));
    }

    public static Part? Calibration(ReportModel model, Bounds bounds) => model.Calibration.Count == 0 ? null : Part.Folded(
        16, "calibration", "Calibration", "", Part.Table(bounds, model.Calibration, out var clipped,
            ("Predicted", Alignment.Right, b => Numbers.Percent(b.Predicted)),
            ("Observed", Alignment.Right, b => Numbers.Percent(b.Observed)),
            ("Observed share", Alignment.Left, b => Say.Bar(b.Observed, 1)),
            ("Rows", Alignment.Right, b => Numbers.Count(b.Rows))), clipped);

    public static Part? Importance(ReportModel model, Bounds bounds)
    {
        if (model.Importance.Count == 0) return null;
        var most = model.Importance.Max(i => i.Value);
        return Part.Folded(12, "importance", "What the model leans on", "", Part.Table(bounds, model.Importance, out var clipped,
            ("Feature", Alignment.Left, i => Inline.Code(i.Feature, bounds.Words)),
            ("Importance", Alignment.Right, i => Say.Number(i.Value)),
            (" ", Alignment.Left, i => Say.Bar(i.Value, most)),
            ("Note", Alignment.Left, i => Inline.Text(i.Note, bounds.Words))), clipped);
    }

    public static Part? Convergence(ReportModel model, Bounds bounds) => model.Convergence.Count == 0 ? null : Part.Folded(
        10, "convergence tests", "Convergence", $"{Numbers.Count(model.Convergence.Count)} tests", Part.Table(bounds, model.Convergence, out var clipped,
            ("Test", Alignment.Left, c => Inline.Text(c.Test, bounds.Words)),
            ("Measured", Alignment.Left, c => Inline.Text(c.Detail, bounds.Words)),
            ("Verdict", Alignment.Left, c => Say.Verdict(c.Verdict))), clipped);

    public static Part? LoadTests(ReportModel model, Bounds bounds) => model.LoadTests.Count == 0 ? null : Part.Folded(
        11, "load tests", "Load", "", Part.Table(bounds, model.LoadTests, out var clipped,
            ("Test", Alignment.Left, l => Inline.Text(l.Name, bounds.Words)),
            ("Rate", Alignment.Right, l => Numbers.Significant(l.Rate, 3) + " per s"),
            ("p50", Alignment.Right, l => Numbers.Duration(l.P50)),
            ("p99", Alignment.Right, l => Numbers.Duration(l.P99)),
            ("Requests", Alignment.Right, l => Numbers.Count(l.Requests)),
            ("Errors", Alignment.Right, l => Numbers.Count(l.Errors)),
            ("Duration", Alignment.Right, l => l.Duration is { } d ? Numbers.Duration(d) : Inline.Empty),
            ("Limit", Alignment.Left, l => Inline.Text(l.Limit, bounds.Words)),
            ("Verdict", Alignment.Left, l => Say.Verdict(l.Verdict))), clipped);

    public static Part? Timings(ReportModel model, Bounds bounds)
    {
        if (model.Timings.Count == 0) return null;
        var total = model.Timings.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Duration);
        var aside = $"{Numbers.Duration(total)}, {Numbers.Count(model.Timings.Count(t => t.Cached))} of {Numbers.Count(model.Timings.Count)} steps from the cache" + Cost(model.Cost);
        return Part.Folded(20, "timings", "Time and cost", aside, Part.Table(bounds, model.Timings, out var clipped,
            ("Step", Alignment.Left, t => Inline.Code(t.Step, bounds.Words)),
            ("Took", Alignment.Right, t => t.Cached ? "cached" : Numbers.Duration(t.Duration)),
            ("Allocated", Alignment.Right, t => t.Allocated is { } bytes ? Numbers.Bytes(bytes) : Inline.Empty),
            ("Why", Alignment.Left, t => Inline.Text(t.Why, bounds.Words))), clipped);
    }

    private static string Cost(RunCost? cost) => cost is null ? "" :
        $", {Numbers.Duration(cost.Wall)} in all on {(cost.Threads == 1 ? "1 thread" : $"{Numbers.Count(cost.Threads)} threads")}{(cost.PeakMemory is { } peak ? $", {Numbers.Bytes(peak)} of memory at most" : "")}";

    private static List<double> Sample(IReadOnlyList<CurvePoint> points)
    {
        const int Columns = 24;
        if (points.Count <= Columns) return [.. points.Select(p => p.Value)];
        return [.. Enumerable.Range(0, Columns).Select(i => points[(int)((long)i * (points.Count - 1) / (Columns - 1))].Value)];
    }
}
