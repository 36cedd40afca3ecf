using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;

namespace MLOpsBuild.Reporting.Text;

/// <summary>How the model was made, and what it is like.</summary>
internal static class Made
{
    private const int Bar = 20;
    private const int CurveWidth = 48;
    private const int MostInputs = 10;

    public static void Write(TextPage page, ReportModel model)
    {
        page.Table("Learning", [.. model.LearningCurves.SelectMany(c => c.Lines.Where(l => l.Points.Count > 0).Select(l => (Curve: c, Line: l)))],
            ("curve", Alignment.Left, l => l.Curve.Title), ("", Alignment.Left, l => l.Line.Name), ("", Alignment.Left, l => Sparkline.Text(Thin([.. l.Line.Points.Select(p => p.Value)]), fromLeast: true)),
            ("last", Alignment.Right, l => Numbers.Significant(l.Line.Points[^1].Value)));
        var most = model.Importance.Select(i => i.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        page.Table("What the model leans on", [.. model.Importance.Take(MostInputs)],
            ("feature", Alignment.Left, i => i.Feature), ("importance", Alignment.Right, i => Numbers.Significant(i.Value)), ("", Alignment.Left, i => Blocks(i.Value, most)));
        page.Table("Calibration", model.Calibration,
            ("predicted", Alignment.Right, b => Numbers.Percent(b.Predicted)), ("observed", Alignment.Right, b => Numbers.Percent(b.Observed)), ("", Alignment.Left, b => Blocks(b.Observed, 1)), ("rows", Alignment.Right, b => Numbers.Count(b.Rows)));
        page.Table("Confusion", model.Confusion is { } confusion && confusion.Classes.Count <= 8 ? [.. confusion.Classes.Zip(confusion.Rows)] : [],
        [
            ("truth", Alignment.Left, r => r.First),
            .. (model.Confusion?.Classes ?? []).Take(8).Select((name, c) => ($"called {PlainText.Line(name, 20)}", Alignment.Right, (Func<(string First, IReadOnlyList<double> Second), string?>)(r => c < r.Second.Count ? ConfusionFigures.Words(r.Second[c]) : null))),
        ]);
        page.Table("Residuals: observed less predicted", model.Residuals?.Bands ?? [],
            ("predicted", Alignment.Right, b => Numbers.Significant(b.Predicted)), ("median", Alignment.Right, b => Numbers.Signed(b.Median, 3)),
            ("nine in ten from", Alignment.Right, b => Numbers.Signed(b.Low, 3)), ("to", Alignment.Right, b => Numbers.Signed(b.High, 3)), ("rows", Alignment.Right, b => Numbers.Count(b.Rows)));
        page.Paragraph("Time and cost", Cost(model));
    }

    private static string Cost(ReportModel model)
    {
        if (model.Timings.Count == 0) return "";
        var total = model.Timings.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Duration);
        var steps = $"{Numbers.Duration(total)} of work in {Numbers.Count(model.Timings.Count)} steps, {Numbers.Count(model.Timings.Count(t => t.Cached))} of them from the cache.";
        return model.Cost is not { } cost ? steps : $"{steps} {Numbers.Duration(cost.Wall)} in all{(cost.PeakMemory is { } peak ? $", {Numbers.Bytes(peak)} of memory at most" : "")}.";
    }

    private static string Blocks(double value, double most) =>
        value > 0 && most > 0 && double.IsFinite(value / most) ? new string('█', Math.Max(1, (int)Math.Round(Math.Clamp(value / most, 0, 1) * Bar))) : "";

    private static List<double> Thin(IReadOnlyList<double> values) => values.Count <= CurveWidth ? [.. values]
        : [.. Enumerable.Range(0, CurveWidth).Select(i => values[(int)((long)i * (values.Count - 1) / (CurveWidth - 1))])];
}
