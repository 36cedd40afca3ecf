using MLOpsBuild.Documents;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Text;

/// <summary>What was judged, and what is not as it was.</summary>
internal static class Judged
{
    public static void Write(TextPage page, ReportModel model)
    {
        page.Table($"Gates: {VerdictWords.Tally(model.Gates)}", [.. model.Gates.OrderBy(g => g.Verdict == Verdict.Pass)],
            ("gate", Alignment.Left, g => g.Gate), ("", Alignment.Left, g => VerdictWords.Of(g.Verdict)), ("", Alignment.Left, g => g.Summary));
        // A table cuts sentences; these are what the reader came for.
        foreach (var gate in model.Gates.Where(g => g.Verdict is not Verdict.Pass).Take(20)) page.Say($"{gate.Gate}: {gate.Summary}");
        page.Table("Lowered baselines", model.LoweredBaselines,
            ("metric", Alignment.Left, b => b.Metric), ("before", Alignment.Right, b => Number(b.Before)), ("now", Alignment.Right, b => b.Now is null ? "removed" : Number(b.Now)), ("reason", Alignment.Left, b => b.Reason));
        page.Table("Metrics", model.Metrics, [("metric", Alignment.Left, Name), .. Columns<MetricLine>(m => m)]);
        page.Table("Slices that moved most", Movement.Most(model),
            [("slice", Alignment.Left, s => s.Slice), ("metric", Alignment.Left, s => Name(s.Metric)), .. Columns<SliceLine>(s => s.Metric)]);
        page.Table("What changed", model.Changes,
            ("", Alignment.Left, c => c.Kind), ("name", Alignment.Left, c => c.Name), ("change", Alignment.Left, c => c.What));
        page.Table("What changed in the data", model.DataChanges,
            ("dataset", Alignment.Left, c => c.Dataset), ("part", Alignment.Left, c => c.Part), ("change", Alignment.Left, c => c.Change),
            ("rows before", Alignment.Right, c => c.RowsBefore is { } rows ? Numbers.Count(rows) : null), ("rows now", Alignment.Right, c => c.RowsNow is { } rows ? Numbers.Count(rows) : null),
            ("detail", Alignment.Left, c => c.Detail));
        page.Table("Columns that drifted, or may have", [.. model.Drift.Where(d => d.Verdict != Verdict.Pass)],
            ("column", Alignment.Left, d => d.Column), ("", Alignment.Left, d => VerdictWords.Of(d.Verdict)), ("interval", Alignment.Right, d => d.Interval),
            ("allowed", Alignment.Right, d => Number(d.Critical)), ("note", Alignment.Left, d => d.Note));
    }

    private static string Name(MetricLine metric) => $"{metric.Name} {(metric.Better == Better.Higher ? "↑" : "↓")}";

    private static string? Number(double? value) => value is null ? null : Numbers.Significant(value);

    private static (string Title, Alignment Alignment, Func<T, string?> Cell)[] Columns<T>(Func<T, MetricLine> metric) =>
    [
        ("value", Alignment.Right, r => metric(r).Value is null ? "no data" : Numbers.Significant(metric(r).Value)),
        ("accepted", Alignment.Right, r => Number(metric(r).Accepted)),
        ("change", Alignment.Right, r => Change(metric(r))),
        ("interval", Alignment.Left, r => metric(r).Low is null ? null : Numbers.Interval(metric(r).Low, metric(r).High)),
        ("", Alignment.Left, r => metric(r).Verdict is { } verdict ? VerdictWords.Of(verdict) : null),
        ("tolerance", Alignment.Left, r => metric(r).Tolerance),
    ];

    private static string? Change(MetricLine metric) => metric.Change switch
    {
        null => null,
        0 => "same",
        { } change when !double.IsFinite(change) => null,
        { } change => $"{Numbers.Signed(change)} {(change > 0 ? "▲" : "▼")} {(Movement.IsBetter(metric) ? "better" : "worse")}",
    };
}
