using MLOpsBuild.Content;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Comparison;
using MLOpsBuild.Reporting.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Runs;

/// <summary>Two runs beside each other as one HTML file: no script, nothing loaded, light and dark. The same records give the same bytes.</summary>
public static class RunComparisonPage
{
    private static readonly Stylesheet Style = Stylesheet.FromResource(typeof(RunComparisonPage).Assembly, "report.css").Then(ChartStyle.Rules);

    /// <summary>The file's text.</summary>
    public static string Write(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var title = $"{comparison.First.Id} and {comparison.Second.Id}";
        var body = El("body",
            El("a", "Skip to the metrics").With(("class", "skip"), ("href", "#metrics")),
            Header(comparison, title),
            El("main", Metrics(comparison), Slices(comparison), Curves(comparison), Sides("Parameters", comparison.Parameters), Data(comparison), Steps(comparison), Sides("Around it", comparison.Surroundings)),
            El("footer", El("p", "A comparison of runs, written by MLOpsBuild. The same records give this same file.")));
        return HtmlPage.Write(title, Style, body);
    }

    private static HtmlElement Header(RunComparison c, string title) => El("header",
        El("p", "Runs").Class("eyebrow"),
        El("h1", title),
        El("dl", El("dt", "First"), El("dd", Facts(c.First)), El("dt", "Second"), El("dd", Facts(c.Second))).Class("facts"));

    private static string Facts(RunRecord run) =>
        $"{PlainText.Line(run.Pipeline, 60)}, {run.Seconds:0.0} s{(run.Model is { } model ? $", model {model.Short}" : "")}{(run.Memory is { } memory ? $", at most {Numbers.Bytes(memory.PeakWorkingSet)}" : "")}";

    private static HtmlElement Metrics(RunComparison c)
    {
        MetricDifference[] metrics = [.. c.Metrics.Where(m => m.Slice is null)];
        var lead = c.WhyNotPaired is { } why
            ? $"The difference cannot be held against chance: {why}"
            : "The interval is that of the difference, second less first: both runs' predictions on the same rows, paired, whole blocks of rows resampled.";
        return El("section",
            El("h2", "Metrics"),
            El("p", PlainText.Line(lead, 600)).Class("lead"),
            Show.Table("Metrics", metrics,
                ("Metric", Alignment.Left, m => Show.Name(m.Name)),
                ("Better", Alignment.Left, m => m.Direction.ToString().ToLowerInvariant()),
                ("First", Alignment.Right, m => Show.Number(m.First)),
                ("Second", Alignment.Right, m => Show.Number(m.Second)),
                ("Difference", Alignment.Right, m => Numbers.Signed(m.Difference)),
                ("Interval", Alignment.Right, m => m.Low is null ? null : (HtmlNode)Numbers.Interval(m.Low, m.High)),
                ("p", Alignment.Right, m => m.PValue is null ? null : (HtmlNode)Numbers.Significant(m.PValue, 2)),
                ("Second is", Alignment.Left, m => RunCurves.Word(m.Verdict)))).With(("id", "metrics"));
    }

    private static HtmlElement? Slices(RunComparison c)
    {
        MetricDifference[] slices = [.. c.Metrics.Where(m => m.Slice is not null)];
        return slices.Length == 0 ? null : El("details", El("summary", "Slices"), Show.Table("Slices", slices,
            ("Metric", Alignment.Left, m => Show.Name(m.Name)),
            ("First", Alignment.Right, m => Show.Number(m.First)),
            ("Second", Alignment.Right, m => Show.Number(m.Second)),
            ("Difference", Alignment.Right, m => Numbers.Signed(m.Difference))));
    }

    private static HtmlElement? Curves(RunComparison c)
    {
        LineSeries[] series = [.. Series("first", c.First), .. Series("second", c.Second)];
        if (series.Length == 0) return null;
        var chart = new LineChart { Title = "Loss by iteration", Description = "Both runs over one axis.", XTitle = "iterations", YTitle = "loss", Series = series };
        return El("section", El("h2", "Learning"), El("figure", ChartRooms.Both(chart.Draw)));
    }

    private static IEnumerable<LineSeries> Series(string name, RunRecord run) =>
        run.LearningCurves.Take(2).Select(c => new LineSeries($"{name}, {c.Key}", [.. c.Value.Select((loss, i) => ((double)i, loss ?? double.NaN))]));

    private static HtmlElement Sides(string title, IReadOnlyList<TextDifference> differences) => El("section",
        El("h2", title),
        differences.Count == 0 ? El("p", "The same.") : Show.Table(title, differences,
            ("Name", Alignment.Left, d => Show.Name(d.Name)),
            ("First", Alignment.Left, d => Show.Words(d.First)),
            ("Second", Alignment.Left, d => Show.Words(d.Second))));

    private static HtmlElement Data(RunComparison c) => El("section",
        El("h2", "Data"),
        c.Data.Count == 0 ? El("p", "The same.") : Show.Table("Data", [.. c.Data.SelectMany(Rows)],
            ("Use", Alignment.Left, r => r.Use),
            ("What", Alignment.Left, r => Show.Words(r.What)),
            ("First", Alignment.Left, r => Show.Words(r.First)),
            ("Second", Alignment.Left, r => Show.Words(r.Second))));

    private static IEnumerable<(string Use, string What, string? First, string? Second)> Rows(DataDifference data) =>
    [
        (data.Use, $"{data.Dataset}, window", data.First, data.Second),
        .. data.Partitions.Select(p => (data.Use, $"{data.Dataset}/{p.Name}", Short(p.First), Short(p.Second))),
    ];

    private static string? Short(Digest? digest) => digest?.Short;

    private static HtmlElement Steps(RunComparison c) => El("section",
        El("h2", "Steps"),
        c.Steps.Count == 0 ? El("p", "All have the same key.") : Show.Table("Steps", c.Steps,
            ("Step", Alignment.Left, s => Show.Name(s.Step)),
            ("Differs by", Alignment.Left, s => Show.Words(string.Join("; ", s.Reasons)))));
}
