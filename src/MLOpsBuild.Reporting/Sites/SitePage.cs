using System.Globalization;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Reporting.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Sites;

/// <summary>The first page of a repository's site: what its models reached since the first that was accepted, and what is served where. The same history gives the same bytes.</summary>
public static class SitePage
{
    private const int MostCharts = 4;

    private static readonly Stylesheet Style = Stylesheet.FromResource(typeof(SitePage).Assembly, "report.css").Then(ChartStyle.Rules);

    /// <summary>The file's text.</summary>
    public static string Write(SiteModel site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var body = El("body",
            El("a", "Skip to the models").With(("class", "skip"), ("href", "#models")),
            El("header", El("p", "Models").Class("eyebrow"), El("h1", PlainText.Line(site.Title, 120))),
            El("main", [.. site.Pipelines.Select((p, i) => Pipeline(p, i == 0)), Environments(site.Environments)]),
            El("footer", El("p", "Written by MLOpsBuild from the history of Git. The same history gives this same file.")));
        return HtmlPage.Write(site.Title, Style, body);
    }

    private static HtmlElement Pipeline(PipelineHistory history, bool isFirst)
    {
        string[] names = history.Accepted is [.., var newest] ? [.. newest.Metrics.Keys.Order(StringComparer.Ordinal)] : [];
        var section = El("section",
            El("h2", PlainText.Line(history.Pipeline, 120)),
            history.Report is { } report ? El("p", El("a", "The report of the newest model").With(("href", report))).Class("lead") : null,
            history.Accepted.Count == 0 ? El("p", "No model was accepted yet.") : Table(history, names),
            history.Accepted.Count < 2 ? null : El("div", [.. names.Take(MostCharts).Select(name => El("figure", ChartRooms.Both(Chart(history, name).Draw)))]));
        return isFirst ? section.With(("id", "models")) : section;
    }

    private static HtmlElement Table(PipelineHistory history, string[] names) => Show.Table(
        $"Accepted models of {history.Pipeline}",
        [.. history.Accepted.Reverse()],
        [
            ("Accepted", Alignment.Left, v => Day(v.At)),
            .. names.Select(name => (PlainText.Line(name, 40), Alignment.Right, (Func<AcceptedVersion, HtmlNode?>)(v => Show.Number(v.Metrics.GetValueOrDefault(name)?.Value)))),
            ("Model", Alignment.Left, v => Show.Digest(v.Model)),
            ("Commit", Alignment.Left, v => Commit(v.Commit)),
            ("Why", Alignment.Left, v => Show.Words(v.Subject)),
        ]);

    private static LineChart Chart(PipelineHistory history, string name)
    {
        var known = history.Accepted.Select((v, i) => (Place: (double)i + 1, Value: v.Metrics.GetValueOrDefault(name))).Where(v => v.Value?.Value is not null).ToArray();
        var better = known.LastOrDefault().Value?.Direction == MetricDirection.Lower ? "lower" : "higher";
        return new LineChart
        {
            Title = $"{PlainText.Line(name, 40)} of the accepted models",
            Description = $"From the first accepted model to the newest; {better} is better. The thin lines are the interval's ends.",
            XTitle = "accepted models",
            YTitle = PlainText.Line(name, 40),
            Counts = true,
            Series =
            [
                new LineSeries(PlainText.Line(name, 24), [.. known.Select(k => (k.Place, k.Value!.Value!.Value))]),
                .. known.Any(k => k.Value!.Low is not null)
                    ? new[] { new LineSeries("at least", [.. known.Select(k => (k.Place, k.Value!.Low ?? double.NaN))]), new LineSeries("at most", [.. known.Select(k => (k.Place, k.Value!.High ?? double.NaN))]) }
                    : [],
            ],
        };
    }

    private static HtmlElement? Environments(IReadOnlyList<EnvironmentHistory> environments) => environments.Count == 0 ? null : El("section",
        [
            El("h2", "Environments"),
            .. environments.Select(e => (HtmlNode)Show.Table($"What {PlainText.Line(e.Environment, 60)} served", e.Changes,
                ("Since", Alignment.Left, c => Day(c.At)),
                ("Package", Alignment.Left, c => Show.Digest(c.Package)),
                ("Commit", Alignment.Left, c => Commit(c.Commit)),
                ("Why", Alignment.Left, c => Show.Words(c.Subject)))),
        ]);

    // As code it is not broken at its dashes.
    private static HtmlElement Day(DateTimeOffset at) => El("code", at.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static HtmlElement Commit(string commit) => El("code", commit[..Math.Min(10, commit.Length)]).With(("title", commit));
}
