using System.Globalization;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Reporting.Html;
using MLOpsBuild.Verdicts;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Drifts;

/// <summary>A comparison of two samples as one HTML file: no script, nothing loaded, light and dark. The same report gives the same bytes.</summary>
public static class DriftPage
{
    /// <summary>The most columns that are shown, worst first; the report's JSON has all.</summary>
    public const int MostColumns = 400;

    private static readonly Stylesheet Style = Stylesheet.FromResource(typeof(DriftPage).Assembly, "report.css").Then(Stylesheet.FromResource(typeof(DriftPage).Assembly, "drift.css")).Then(ChartStyle.Rules);

    /// <summary>The file's text.</summary>
    /// <param name="title">What was compared with what.</param>
    /// <param name="report">The comparison.</param>
    public static string Write(string title, DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(report);
        ColumnDrift[] columns = [.. report.Columns.OrderBy(c => Rank(c.Verdict)).Take(MostColumns)];
        var body = El("body",
            El("a", "Skip to the columns").With(("class", "skip"), ("href", "#columns")),
            Header(title, report),
            El("main", Chart(columns), Columns(report, columns)),
            El("footer", El("p", "Data drift, written by MLOpsBuild. The same data gives this same file.")));
        return HtmlPage.Write($"{PlainText.Line(title, 120)} · drift", Style, body);
    }

    private static int Rank(Verdict verdict) => verdict switch { Verdict.Error => 0, Verdict.Fail => 1, Verdict.Hold => 2, _ => 3 };

    private static HtmlElement Header(string title, DriftReport report) => El("header",
        El("p", "Data drift").Class("eyebrow"),
        El("h1", PlainText.Line(title, 200), " ", Badge.Of(report.Verdict)),
        El("p", PlainText.Line(report.ToLines()[0], 2000)).Class("answer"),
        El("dl",
            El("dt", "Reference"), El("dd", Size(report.ReferenceRows, report.ReferenceBlocks)),
            El("dt", "Current"), El("dd", Size(report.CurrentRows, report.CurrentBlocks))).Class("facts"));

    private static string Size(long rows, int blocks) => $"{Numbers.Count(rows)} rows{(blocks == 0 ? "" : $" in {Numbers.Count(blocks)} blocks")}";

    /// <summary>All effects on one axis, for they are all shares of rows; where each has its own margin there is no line for all, but a stroke a row.</summary>
    private static HtmlElement? Chart(ColumnDrift[] columns)
    {
        ColumnDrift[] shown = [.. columns.Where(c => c.Low is not null).Take(60)];
        if (shown.Length == 0) return null;
        double?[] limits = [.. shown.Select(c => c.Limit).Distinct()];
        var chart = new IntervalChart
        {
            Title = "Size of effect by column",
            Description = "A dot for the distance found, a line for what it may be, and the margin from which it matters.",
            Reference = limits.Length == 1 ? limits[0] : null,
            ReferenceLabel = limits.Length == 1 ? $"margin {Number(limits[0])}" : "",
            Rows = [.. shown.Select(c => new IntervalRow(c.Column, c.Statistics[0].Value, c.Low, c.High, limits.Length == 1 ? null : c.Limit, Badge.Tone(c.Verdict)))],
        };
        return El("section",
            El("h2", "Size of effect"),
            El("p", "The most by which a share of rows has moved. Right of the margin: drifted. Left of it: not. Across it: more rows will tell.").Class("lead"),
            El("figure", ChartRooms.Both(chart.Draw)));
    }

    private static HtmlElement Columns(DriftReport report, ColumnDrift[] columns) => El("section",
        El("h2", "Columns"),
        El("p", columns.Length == report.Columns.Count ? null : $"The worst {Numbers.Count(columns.Length)} of {Numbers.Count(report.Columns.Count)}.").Class("lead"),
        Show.Table("Columns", columns,
            ("Column", Alignment.Left, c => Show.Name(c.Column)),
            ("Verdict", Alignment.Left, c => Badge.Of(c.Verdict)),
            ("Role", Alignment.Left, c => c.Role == DriftRole.Feature ? null : (HtmlNode)c.Role.ToString().ToLowerInvariant()),
            ("Effect", Alignment.Right, c => c.Statistics.Count == 0 ? null : (HtmlNode)$"{c.Statistics[0].Name} {Number(c.Statistics[0].Value)}"),
            ("Interval", Alignment.Right, c => c.Low is null ? null : (HtmlNode)$"{Number(c.Low)} to {Number(c.High)}"),
            ("Margin", Alignment.Right, c => c.Limit is null ? null : (HtmlNode)Number(c.Limit)),
            ("By chance", Alignment.Right, c => c.Noise is null ? null : (HtmlNode)Number(c.Noise)),
            ("p", Alignment.Right, c => (c.AdjustedPValue ?? (c.Statistics.Count > 0 ? c.Statistics[0].PValue : null)) is { } p ? (HtmlNode)Number(p) : null),
            ("Why", Alignment.Left, c => Show.Words(c.Reason)))).With(("id", "columns"));

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? Numbers.None;
}
