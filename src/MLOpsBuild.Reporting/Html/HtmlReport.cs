using System.Text;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>The whole report as one HTML file: no script, nothing loaded, light, dark and on paper. The same model gives the same bytes.</summary>
public static class HtmlReport
{
    private static readonly Stylesheet Style =
        Stylesheet.FromResource(typeof(HtmlReport).Assembly, "report.css").Then(ChartStyle.Rules);

    /// <summary>What a report never exceeds, in bytes of UTF-8.</summary>
    public const int Limit = 5_000_000;

    // From generous to sparse; the first that fits is taken.
    private static readonly int[] Levels = [1000, 200, 50, 10, 3];

    /// <summary>The file's text, at most <see cref="Limit"/> bytes. Where lists had to be cut it says so.</summary>
    public static string Write(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var whole = Compose(model, null);
        if (Encoding.UTF8.GetByteCount(whole) <= Limit) return whole;
        // Words are bounded where they are shown, so the last level always fits.
        return Levels.Select(most => Compose(ReportBounds.Cut(model, most), most)).First(text => Encoding.UTF8.GetByteCount(text) <= Limit);
    }

    private static string Compose(ReportModel model, int? most)
    {
        var sections = Sections(model).OfType<Section>().ToList();
        var links = sections.Select(s => (HtmlNode)El("a", s.Title).With(("href", "#" + s.Id)));
        var body = El("body",
            El("a", "Skip to the report").With(("class", "skip"), ("href", "#report")),
            HeaderPart.Write(model),
            sections.Count > 2 ? El("nav", HtmlNode.Many(links)).With(("aria-label", "Parts of this report")) : null,
            most is null ? null : El("p", $"To stay under {Numbers.Bytes(Limit)}, every list here ends after {Numbers.Count(most.Value)} items.").Class("lead cut"),
            El("main", [.. sections.Select(s => s.ToElement())]).With(("id", "report")),
            El("footer", El("p", $"Model report of the pipeline {model.Pipeline}, written by MLOpsBuild.")));
        return HtmlPage.Write($"{model.Title} · {VerdictWords.Of(model.Verdict)}", Style, body);
    }

    private static IEnumerable<Section?> Sections(ReportModel model) =>
    [
        GatePart.Write(model),
        MetricPart.Lowered(model),
        MetricPart.Write(model),
        DifferencePart.Acceptance(model),
        DifferencePart.Moved(model),
        DifferencePart.Changes(model),
        DifferencePart.Data(model),
        SlicePart.Write(model),
        TrainingPart.Curves(model),
        TrainingPart.Calibration(model),
        FigurePart.Confusion(model),
        FigurePart.Residuals(model),
        TrainingPart.Importance(model),
        FigurePart.Contributions(model),
        TrainingPart.Convergence(model),
        DataPart.Write(model),
        DataPart.Drift(model),
        FigurePart.DriftCourse(model),
        RunPart.LoadTests(model),
        RunPart.Lineage(model),
        RunPart.Timings(model),
        RunPart.Environment(model),
        RunPart.Reproduce(model),
    ];
}
