using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>The whole report as one HTML file: no script, nothing loaded, light, dark and on paper. The same model gives the same bytes.</summary>
public static class HtmlReport
{
    private static readonly Stylesheet Style =
        Stylesheet.FromResource(typeof(HtmlReport).Assembly, "report.css").Then(ChartStyle.Rules);

    /// <summary>The file's text.</summary>
    public static string Write(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sections = Sections(model).OfType<Section>().ToList();
        var links = sections.Select(s => (HtmlNode)El("a", s.Title).With(("href", "#" + s.Id)));
        var body = El("body",
            El("a", "Skip to the report").With(("class", "skip"), ("href", "#report")),
            HeaderPart.Write(model),
            sections.Count > 2 ? El("nav", HtmlNode.Many(links)).With(("aria-label", "Parts of this report")) : null,
            El("main", [.. sections.Select(s => s.ToElement())]).With(("id", "report")),
            El("footer", El("p", $"Model report of the pipeline {model.Pipeline}, written by MLOpsBuild. The same inputs give this same file.")));
        return HtmlPage.Write($"{model.Title} · {VerdictWords.Of(model.Verdict)}", Style, body);
    }

    private static IEnumerable<Section?> Sections(ReportModel model) =>
    [
        GatePart.Write(model),
        MetricPart.Lowered(model),
        MetricPart.Write(model),
        SlicePart.Write(model),
        TrainingPart.Curves(model),
        TrainingPart.Calibration(model),
        TrainingPart.Importance(model),
        TrainingPart.Convergence(model),
        DataPart.Write(model),
        DataPart.Drift(model),
        RunPart.LoadTests(model),
        RunPart.Lineage(model),
        RunPart.Timings(model),
        RunPart.Environment(model),
        RunPart.Reproduce(model),
    ];
}
