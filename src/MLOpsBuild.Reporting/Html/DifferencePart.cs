using MLOpsBuild.Documents;

namespace MLOpsBuild.Reporting.Html;

/// <summary>What is not as it was at the base, and how to accept it.</summary>
internal static class DifferencePart
{
    public static Section? Acceptance(ReportModel model) => model.Acceptance is not { } acceptance ? null : new Section(
        "acceptance", "Accept these metrics", PlainText.Line(acceptance.Why, 600), [Show.Commands(acceptance.Commands, "Commands that accept the metrics")]);

    public static Section? Moved(ReportModel model)
    {
        var moved = Movement.Most(model);
        return moved.Count == 0 ? null : new Section(
            "moved",
            "Slices that moved most",
            "The greatest changes against what is accepted, for the worse first. All slices are further down.",
            [Show.Table("Slices that moved most", moved, [("Slice", Alignment.Left, s => Show.Name(s.Slice)), ("Metric", Alignment.Left, s => MetricPart.Name(s.Metric)), .. MetricPart.Columns<SliceLine>(s => s.Metric)])]);
    }

    public static Section? Changes(ReportModel model) => model.Changes.Count == 0 ? null : new Section(
        "changes",
        "What changed",
        model.Base is null ? "" : $"Parameters and code against {PlainText.Line(model.Base, 200)}.",
        [Show.Table("What changed", model.Changes,
            ("Name", Alignment.Left, c => Show.Name(c.Name)),
            ("What", Alignment.Left, c => Show.Words(c.Kind)),
            ("Change", Alignment.Left, c => Show.Words(c.What)))]);

    public static Section? Data(ReportModel model) => model.DataChanges.Count == 0 ? null : new Section(
        "data-changes",
        "What changed in the data",
        model.Base is null ? "" : $"Partitions, rows and schema against {PlainText.Line(model.Base, 200)}.",
        [Show.Table("What changed in the data", model.DataChanges,
            ("Part", Alignment.Left, c => Show.Name(c.Part)),
            ("Dataset", Alignment.Left, c => Show.Name(c.Dataset)),
            ("Change", Alignment.Left, c => Show.Words(c.Change)),
            ("Rows before", Alignment.Right, c => c.RowsBefore is { } rows ? Numbers.Count(rows) : null),
            ("Rows now", Alignment.Right, c => c.RowsNow is { } rows ? Numbers.Count(rows) : null),
            ("Detail", Alignment.Left, c => Show.Words(c.Detail)))]);
}
