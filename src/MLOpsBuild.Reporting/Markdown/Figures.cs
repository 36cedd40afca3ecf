using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>What the predictions are like: where they err, and what they are made of.</summary>
internal static class Figures
{
    public static Part? Confusion(ReportModel model, Bounds bounds)
    {
        if (model.Confusion is not { Classes.Count: > 0 } confusion) return null;
        var shown = Math.Min(bounds.Rows, confusion.Classes.Count);
        var content = Part.Table(bounds, [.. confusion.Classes.Zip(confusion.Rows)], out var clipped,
        [
            ("Truth", Alignment.Left, r => Inline.Code(r.First, bounds.Words)),
            .. Enumerable.Range(0, shown).Select(c => ($"called {PlainText.Line(confusion.Classes[c], bounds.Words)}", Alignment.Right, (Func<(string First, IReadOnlyList<double> Second), Inline>)(r => c < r.Second.Count ? ConfusionFigures.Words(r.Second[c]) : Inline.Empty))),
        ]);
        content.Paragraph(Inline.Text(confusion.Note, bounds.Words));
        return Part.Folded(14, "confusion matrix", "Confusion", Part.Count(confusion.Classes.Count, "class", "classes"), content, clipped || shown < confusion.Classes.Count);
    }

    public static Part? Residuals(ReportModel model, Bounds bounds)
    {
        if (model.Residuals is not { Bands.Count: > 0 } residuals) return null;
        var content = new MarkdownDocument().Paragraph(Inline.Text($"Observed less predicted {residuals.Target}, from {Numbers.Significant(residuals.Edges.Count > 0 ? residuals.Edges[0] : null)} to {Numbers.Significant(residuals.Edges.Count > 0 ? residuals.Edges[^1] : null)}:", bounds.Words)
            + Inline.Space + Inline.Code(Sparkline.Text([.. residuals.Counts.Take(60)])));
        content.Append(Part.Table(bounds, residuals.Bands, out var clipped,
            ("Predicted", Alignment.Right, b => Say.Number(b.Predicted)),
            ("Median error", Alignment.Right, b => Numbers.Signed(b.Median, 3)),
            ("Nine in ten from", Alignment.Right, b => Numbers.Signed(b.Low, 3)),
            ("to", Alignment.Right, b => Numbers.Signed(b.High, 3)),
            ("Rows", Alignment.Right, b => Numbers.Count(b.Rows))));
        return Part.Folded(15, "residuals", "Residuals", "", content, clipped);
    }

    public static Part? Contributions(ReportModel model, Bounds bounds)
    {
        if (model.Contributions is not { Inputs.Count: > 0 } contributions) return null;
        var most = contributions.Inputs.Max(i => i.Mean);
        return Part.Folded(
            13, "contributions", "What inputs add to predictions", $"{contributions.Unit}, {Numbers.Count(contributions.Rows)} of {Numbers.Count(contributions.Of)} rows explained", Part.Table(bounds, contributions.Inputs, out var clipped,
                ("Input", Alignment.Left, i => Inline.Code(i.Feature, bounds.Words)),
                ("Mean size", Alignment.Right, i => Say.Number(i.Mean)),
                (" ", Alignment.Left, i => Say.Bar(i.Mean, most)),
                ("Nine in ten from", Alignment.Right, i => Numbers.Signed(i.Low)),
                ("to", Alignment.Right, i => Numbers.Signed(i.High)),
                ("Where small", Alignment.Right, i => i.WhereSmall is null ? Inline.Empty : Numbers.Signed(i.WhereSmall)),
                ("Where great", Alignment.Right, i => i.WhereGreat is null ? Inline.Empty : Numbers.Signed(i.WhereGreat))), clipped);
    }

    public static Part? DriftCourse(ReportModel model, Bounds bounds)
    {
        if (model.DriftCourse is not { Periods.Count: > 0, Columns.Count: > 0 } course) return null;
        var periods = Math.Min(course.Periods.Count, Math.Min(bounds.Rows, 12));
        var first = course.Periods.Count - periods;
        return Part.Folded(
            18, "drift over time", "Drift over time", $"distance from {course.Reference}, margin {Numbers.Significant(course.Margin, 2)}", Part.Table(bounds, course.Columns, out var clipped,
            [
                ("Column", Alignment.Left, c => Inline.Code(c.Column, bounds.Words)),
                .. Enumerable.Range(first, periods).Select(p => (PlainText.Line(course.Periods[p], bounds.Words), Alignment.Right, (Func<ColumnCourse, Inline>)(c => p < c.Distances.Count ? Distance(c.Distances[p], course.Margin) : Inline.Empty))),
            ]), clipped || first > 0);
    }

    private static Inline Distance(double? distance, double margin) => distance is { } d && d > margin ? Inline.Strong(Numbers.Decimals(d, 3)) : distance is { } value && double.IsFinite(value) ? Numbers.Decimals(value, 3) : Inline.Empty;
}
