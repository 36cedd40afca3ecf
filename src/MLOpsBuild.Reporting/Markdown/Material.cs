using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Markdown;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>What went in, where it came from, and how to do it again.</summary>
internal static class Material
{
    public static Part? Data(ReportModel model, Bounds bounds)
    {
        if (model.Data.Count == 0) return null;
        var content = new MarkdownDocument();
        var clipped = model.Data.Count > bounds.Rows;
        foreach (var data in model.Data.Take(bounds.Rows)) clipped |= Dataset(content, data, bounds);
        var findings = model.Data.Sum(d => d.Findings.Count + d.VolumeWarnings.Count);
        var aside = $"{Numbers.Count(model.Data.Sum(d => d.Partitions.Sum(p => p.Rows)))} rows" + (findings == 0 ? "" : $", {Numbers.Count(findings)} {(findings == 1 ? "remark" : "remarks")}");
        return Part.Folded(19, "data", "Data", aside, content, clipped);
    }

    public static Part? Drift(ReportModel model, Bounds bounds)
    {
        if (model.Drift.Count == 0) return null;
        var moved = model.Drift.Count(d => d.Verdict != Verdict.Pass);
        return Part.Folded(8, "drift", "Drift", $"{Numbers.Count(moved)} of {Numbers.Count(model.Drift.Count)} columns do not pass", Part.Table(
            bounds, [.. model.Drift.OrderBy(d => d.Verdict == Verdict.Pass)], out var clipped,
            ("Column", Alignment.Left, d => Inline.Code(d.Column, bounds.Words)),
            ("Role", Alignment.Left, d => Inline.Text(d.Role, bounds.Words)),
            ("Interval", Alignment.Right, d => Inline.Text(d.Interval, bounds.Words)),
            ("KS", Alignment.Right, d => Say.Number(d.KolmogorovSmirnov)),
            ("PSI", Alignment.Right, d => Say.Number(d.PopulationStability)),
            ("TVD", Alignment.Right, d => Say.Number(d.TotalVariation)),
            ("Allowed", Alignment.Right, d => Say.Number(d.Critical)),
            ("Verdict", Alignment.Left, d => Say.Verdict(d.Verdict)),
            ("Note", Alignment.Left, d => Inline.Text(d.Note, bounds.Words))), clipped);
    }

    public static Part? Lineage(ReportModel model, Bounds bounds) => model.Lineage.Count == 0 ? null : Part.Folded(
        22, "lineage", "Lineage", $"{Numbers.Count(model.Lineage.Count)} steps", Part.Table(bounds, model.Lineage, out var clipped,
            ("Step", Alignment.Left, s => Inline.Code(s.Name, bounds.Words)),
            ("Reads", Alignment.Left, s => Named(s.Inputs, bounds)),
            ("Code", Alignment.Left, s => Say.Digest(s.Code)),
            ("Writes", Alignment.Left, s => Named(s.Outputs, bounds))), clipped);

    public static Part? Environment(ReportModel model, Bounds bounds) => model.Environment.Count == 0 ? null : Part.Folded(
        21, "environment", "Environment", "", Part.Table(bounds, model.Environment, out var clipped,
            ("Setting", Alignment.Left, s => Inline.Text(s.Name, bounds.Words)),
            ("Value", Alignment.Left, s => Inline.Text(s.Value, bounds.Words))), clipped);

    public static Part? Reproduce(ReportModel model, Bounds bounds)
    {
        if (model.Reproduce.Count == 0) return null;
        var commands = string.Join('\n', model.Reproduce.Take(bounds.Rows).Select(c => PlainText.Line(c, 1000)));
        return Part.Open(7, "commands", "Do it again", new MarkdownDocument().Code("sh", commands), model.Reproduce.Count > bounds.Rows, "the same bytes on any machine");
    }

    private static bool Dataset(MarkdownDocument content, DataLine data, Bounds bounds)
    {
        content.Paragraph(Inline.Strong(Inline.Text(data.Dataset, bounds.Words)) + Inline.Space + Inline.Text("· " + data.Use, bounds.Words)
            + (data.Window is null ? Inline.Empty : Inline.Space + Inline.Text("· window") + Inline.Space + Inline.Code(data.Window, bounds.Words)));
        content.Append(Part.Table(bounds, data.Partitions, out var clipped,
            ("Partition", Alignment.Left, p => Inline.Code(p.Name, bounds.Words)),
            ("Rows", Alignment.Right, p => Numbers.Count(p.Rows)),
            ("Per block", Alignment.Left, p => p.Counts.Count == 0 ? Inline.Empty : Inline.Code(Sparkline.Text([.. p.Counts.Take(62)]))),
            ("Period", Alignment.Left, p => Inline.Text(p.Period, bounds.Words)),
            ("Digest", Alignment.Left, p => Say.Digest(p.Digest))));
        content.Bullets([.. data.VolumeWarnings.Take(bounds.Rows).Select(w => Inline.Text("⚠️ " + w, bounds.Words))]);
        content.Bullets(Say.Findings(data.Findings, bounds));
        return clipped || data.Findings.Count > bounds.Rows || data.VolumeWarnings.Count > bounds.Rows;
    }

    private static Inline Named(IReadOnlyList<NamedDigest> digests, Bounds bounds) => Inline.Join(", ",
    [
        .. digests.Take(bounds.Rows).Select(d => Inline.Text(d.Name, bounds.Words) + Inline.Space + Say.Digest(d.Digest)),
        .. digests.Count > bounds.Rows ? [Inline.Text($"{Numbers.Count(digests.Count - bounds.Rows)} more")] : Array.Empty<Inline>(),
    ]);
}
