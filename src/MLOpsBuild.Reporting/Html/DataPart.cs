using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>What data went in, what its contract found, and how it differs from before.</summary>
internal static class DataPart
{
    public static Section? Write(ReportModel model) => model.Data.Count == 0 ? null : new Section(
        "data", "Data", "", [.. model.Data.SelectMany(Dataset)]);

    public static Section? Drift(ReportModel model) => model.Drift.Count == 0 ? null : new Section(
        "drift",
        "Drift",
        "How far each column has moved from the reference, judged by size of effect; the stroke is what is allowed.",
        [Show.Table("Drift by column", model.Drift,
            ("Column", Alignment.Left, d => Show.Name(d.Column)),
            ("Role", Alignment.Left, d => Show.Words(d.Role)),
            ("", Alignment.Left, Distance),
            ("Interval", Alignment.Right, d => Show.Words(d.Interval)),
            ("KS", Alignment.Right, d => Show.Number(d.KolmogorovSmirnov)),
            ("PSI", Alignment.Right, d => Show.Number(d.PopulationStability)),
            ("TVD", Alignment.Right, d => Show.Number(d.TotalVariation)),
            ("Allowed", Alignment.Right, d => Show.Number(d.Critical)),
            ("Verdict", Alignment.Left, d => Badge.Of(d.Verdict)),
            ("Note", Alignment.Left, d => Show.Words(d.Note)))]);

    private static IEnumerable<HtmlNode?> Dataset(DataLine data)
    {
        var rows = Numbers.Count(data.Partitions.Sum(p => p.Rows));
        var window = data.Window is null ? "" : $" · window {PlainText.Line(data.Window, 80)}";
        yield return El("h3", Show.Name(data.Dataset), " ", El("span", $"{PlainText.Line(data.Use, 80)}{window} · {rows} rows").Class("aside"));
        yield return Show.Table($"Partitions of {data.Dataset}", data.Partitions,
            ("Partition", Alignment.Left, p => Show.Name(p.Name)),
            ("Rows", Alignment.Right, p => Numbers.Count(p.Rows)),
            ("Rows per block", Alignment.Left, p => Sparkline.Draw($"Rows per block of {p.Name}", p.Counts, [.. p.OddCounts])),
            ("Period", Alignment.Left, p => Show.Words(p.Period)),
            ("Digest", Alignment.Left, p => Show.Digest(p.Digest)));
        yield return data.VolumeWarnings.Count == 0 ? null : El("ul",
            [.. data.VolumeWarnings.Select(w => El("li", El("span", "volume").Class("weight warning"), " ", PlainText.Line(w, 600)))]).Class("findings");
        yield return Show.Findings(data.Findings);
    }

    // Only the statistic that decides has a bar: the one whose limit is known.
    private static HtmlElement? Distance(DriftLine line)
    {
        var value = line.KolmogorovSmirnov ?? line.TotalVariation ?? line.PopulationStability;
        if (line is { Low: not null, High: not null }) return IntervalGlyph.Draw(new IntervalRow(PlainText.Line(line.Column, 80), value, line.Low, line.High, line.Critical, Badge.Tone(line.Verdict)));
        if (value is not { } v || line.Critical is not { } limit || !double.IsFinite(v) || !(limit > 0) || !double.IsFinite(limit)) return null;
        return ShareGlyph.Draw($"{Numbers.Significant(v)} of {Numbers.Significant(limit)} allowed", v, limit * 2, limit, Badge.Tone(line.Verdict));
    }
}
