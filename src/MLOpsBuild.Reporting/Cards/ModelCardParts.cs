using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Cards;

/// <summary>The parts of a model card that are written anew.</summary>
internal static class ModelCardParts
{
    private static readonly Bounds All = new(200, 300);

    public static string Write(string part, ModelCardFacts facts) => (part switch
    {
        "model" => Model(facts),
        "data" => Data(facts),
        "metrics" => Metrics(facts.Report),
        "slices" => Slices(facts.Report),
        "fairness" => Fairness(facts),
        "limits" => Limits(facts.Report),
        _ => Provenance(facts),
    }).ToString();

    private static MarkdownDocument Model(ModelCardFacts facts) => new MarkdownDocument().Paragraph(
        Inline.Text("Predicts ") + Inline.Space + Inline.Code(facts.Target) + Inline.Space + Inline.Text($"({facts.Task}) with") + Inline.Space + Inline.Code(facts.Method)
        + (facts.Report.Model is { } model ? Inline.Text(". Model") + Inline.Space + Inline.Code(model.ToString()) : Inline.Empty) + ".");

    private static MarkdownDocument Data(ModelCardFacts facts)
    {
        var document = new MarkdownDocument();
        foreach (var data in facts.Report.Data)
        {
            document.Paragraph(Inline.Text($"For {data.Use}:", 80) + Inline.Space + Inline.Code(data.Dataset) + Inline.Space + Inline.Code(data.Window) + Inline.Text(",") + Inline.Space
                + Inline.Text($"{Numbers.Count(data.Partitions.Sum(p => p.Rows))} rows in {Part.Count(data.Partitions.Count, "partition")}."));
        }

        return document.Append(Part.Table(All, facts.Features, out _,
            ("Feature", Alignment.Left, f => Inline.Code(f.Name)), ("Type", Alignment.Left, f => Inline.Text(f.Type)), ("Meaning", Alignment.Left, f => Inline.Text(f.Meaning))));
    }

    private static MarkdownDocument Metrics(ReportModel report) => report.Metrics.Count == 0 ? Nothing("No metrics were measured.") : Part.Table(All, report.Metrics, out _,
        ("Metric", Alignment.Left, m => Judgement.Name(m, All)), ("Value", Alignment.Right, m => m.Value is null ? "no data" : Say.Number(m.Value)),
        ("95 % interval", Alignment.Left, m => m.Low is null ? Inline.Empty : Numbers.Interval(m.Low, m.High)), ("Rows", Alignment.Right, m => Say.Count(m.Rows)));

    private static MarkdownDocument Slices(ReportModel report) => report.Slices.Count == 0 ? Nothing("No slices are measured.") : Part.Table(All, report.Slices, out _,
        ("Slice", Alignment.Left, s => Inline.Code(s.Slice)), ("Metric", Alignment.Left, s => Judgement.Name(s.Metric, All)), ("Value", Alignment.Right, s => s.Metric.Value is null ? "no data" : Say.Number(s.Metric.Value)),
        ("95 % interval", Alignment.Left, s => s.Metric.Low is null ? Inline.Empty : Numbers.Interval(s.Metric.Low, s.Metric.High)), ("Rows", Alignment.Right, s => Say.Count(s.Metric.Rows)));

    private static MarkdownDocument Fairness(ModelCardFacts facts)
    {
        var gates = facts.Report.Gates.Where(g => facts.FairnessGates.Contains(g.Gate)).ToArray();
        return gates.Length == 0 ? Nothing("No check of fairness was carried out.") : Part.Table(All, gates, out _,
            ("Check", Alignment.Left, g => Inline.Code(g.Gate)), ("Verdict", Alignment.Left, g => Say.Verdict(g.Verdict)), ("Found", Alignment.Left, g => Inline.Text(g.Summary)));
    }

    private static MarkdownDocument Limits(ReportModel report)
    {
        Inline[] limits =
        [
            .. report.Slices.Where(s => s.Note is not null).DistinctBy(s => s.Slice).Select(s => Inline.Code(s.Slice) + ":" + Inline.Space + Inline.Text(s.Note)),
            .. report.Gates.Where(g => g.Verdict != Verdict.Pass).Select(g => Inline.Code(g.Gate) + ":" + Inline.Space + Inline.Text(g.Summary)),
        ];
        return limits.Length == 0 ? Nothing("No check found any.") : new MarkdownDocument().Bullets(limits);
    }

    private static MarkdownDocument Provenance(ModelCardFacts facts)
    {
        var partitions = facts.Report.Data.SelectMany(d => d.Partitions.Select(p => (Name: $"{d.Dataset}/{p.Name}", p.Rows, p.Digest))).DistinctBy(p => p.Name).ToArray();
        return new MarkdownDocument()
            .Append(Part.Table(All, partitions, out _, ("Partition", Alignment.Left, p => Inline.Code(p.Name)), ("Rows", Alignment.Right, p => Numbers.Count(p.Rows)), ("Digest", Alignment.Left, p => Inline.Code(p.Digest.ToString()))))
            .Append(Part.Table(All, facts.Parameters, out _, ("Parameter", Alignment.Left, p => Inline.Code(p.Name)), ("Value", Alignment.Left, p => Inline.Text(p.Value))));
    }

    private static MarkdownDocument Nothing(string words) => new MarkdownDocument().Paragraph(words);
}
