using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>What is not as it was at the base, and how to accept it.</summary>
internal static class Difference
{
    public static Part? Acceptance(ReportModel model, Bounds bounds)
    {
        if (model.Acceptance is not { } acceptance) return null;
        var commands = string.Join('\n', acceptance.Commands.Take(bounds.Rows).Select(c => PlainText.Line(c, 1000)));
        var content = new MarkdownDocument().Paragraph(Inline.Text(acceptance.Why, bounds.Words * 2)).Code("sh", commands);
        return Part.Open(3, "how to accept", "Accept these metrics", content, acceptance.Commands.Count > bounds.Rows);
    }

    public static Part? Moved(ReportModel model, Bounds bounds)
    {
        var moved = Movement.Most(model);
        return moved.Count == 0 ? null : Part.Open(4, "slices that moved most", "Slices that moved most", Part.Table(bounds, moved, out var clipped,
            [("Slice", Alignment.Left, s => Inline.Code(s.Slice, bounds.Words)), ("Metric", Alignment.Left, s => Judgement.Name(s.Metric, bounds)), .. Judgement.Columns<SliceLine>(s => s.Metric, bounds)]),
            clipped);
    }

    public static Part? Changes(ReportModel model, Bounds bounds) => model.Changes.Count == 0 ? null : Part.Open(
        5, "changes", "What changed", Part.Table(bounds, model.Changes, out var clipped,
            ("What", Alignment.Left, c => Inline.Text(c.Kind, bounds.Words)),
            ("Name", Alignment.Left, c => Inline.Code(c.Name, bounds.Words)),
            ("Change", Alignment.Left, c => Inline.Text(c.What, bounds.Words))), clipped, Part.Count(model.Changes.Count, "change"));

    public static Part? Data(ReportModel model, Bounds bounds) => model.DataChanges.Count == 0 ? null : Part.Open(
        6, "changes of the data", "What changed in the data", Part.Table(bounds, model.DataChanges, out var clipped,
            ("Dataset", Alignment.Left, c => Inline.Code(c.Dataset, bounds.Words)),
            ("Part", Alignment.Left, c => Inline.Code(c.Part, bounds.Words)),
            ("Change", Alignment.Left, c => Inline.Text(c.Change, bounds.Words)),
            ("Rows before", Alignment.Right, c => c.RowsBefore is { } rows ? Numbers.Count(rows) : Inline.Empty),
            ("Rows now", Alignment.Right, c => c.RowsNow is { } rows ? Numbers.Count(rows) : Inline.Empty),
            ("Detail", Alignment.Left, c => Inline.Text(c.Detail, bounds.Words))), clipped, Part.Count(model.DataChanges.Count, "change"));
}
