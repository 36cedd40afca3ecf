using AngleSharp.Html.Parser;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Verdicts;
using Markdig;

namespace MLOpsBuild.Reporting.Tests;

public sealed class MarkdownReportTests
{
    private const string Hostile = "<script>x</script> @everyone owner/repo#12 | ![i](http://evil.test/i.png) [l](javascript:x) www.evil.test `t` **b**\n\n# head";

    private static readonly MarkdownPipeline GitHubLike = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().Build();

    [Fact]
    public void Full_report_is_as_verified() => Snapshot.Matches(MarkdownReport.Write(SampleReports.Full), "full-report", "md");

    [Fact]
    public void Least_report_is_as_verified() => Snapshot.Matches(MarkdownReport.Write(SampleReports.Least), "least-report", "md");

    [Fact]
    public void Same_model_gives_the_same_text() => Assert.Equal(MarkdownReport.Write(SampleReports.Full), MarkdownReport.Write(SampleReports.Full));

    [Fact]
    public void Hostile_text_makes_no_link_image_script_or_mention()
    {
        var html = Markdig.Markdown.ToHtml(MarkdownReport.Write(Hostiles.Model(Hostile)), GitHubLike);

        using var document = new HtmlParser().ParseDocument(html);
        Assert.Empty(document.QuerySelectorAll("script, img, a, h1"));
        foreach (var code in document.QuerySelectorAll("code")) code.Remove();
        Assert.DoesNotContain("@everyone", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("#12", document.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("www.evil", document.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_leaves_every_row_with_the_cells_of_its_table()
    {
        using var document = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(MarkdownReport.Write(Hostiles.Model(Hostile)), GitHubLike));

        Assert.NotEmpty(document.QuerySelectorAll("table"));
        Assert.All(document.QuerySelectorAll("table"), table =>
        {
            var columns = table.QuerySelectorAll("thead th").Length;
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.Equal(columns, row.Children.Length));
        });
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(40, 5_000)]
    [InlineData(400, 300)]
    [InlineData(3, 200_000)]
    public void Report_stays_under_the_limit_whatever_comes(int rows, int length)
    {
        var text = MarkdownReport.Write(Hostiles.Model(new string('@', length / 2) + string.Concat(Enumerable.Repeat("<a&", length / 6)), rows));

        Assert.InRange(text.Length, 1, MarkdownReport.Limit);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_report_says_what_it_left_out()
    {
        var text = MarkdownReport.Write(Hostiles.Model(new string('<', 4_000), 300));

        Assert.Contains("more.", text, StringComparison.Ordinal);
        Assert.Contains("the HTML report has every row", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Great_report_folds_before_anything_is_left_out()
    {
        var moved = Enumerable.Range(0, 55).Select(i => new ChangeLine("code", $"step {i}", new string('x', 280))).ToArray();
        var text = MarkdownReport.Write(SampleReports.Full with { Changes = moved });

        Assert.Contains("### What changed in the data", MarkdownReport.Write(SampleReports.Full), StringComparison.Ordinal);
        Assert.Contains("<summary><b>What changed in the data</b> · 4 changes</summary>", text, StringComparison.Ordinal);
        Assert.Contains("<summary><b>What changed</b> · 55 changes</summary>", text, StringComparison.Ordinal);
        Assert.Contains("### Metrics", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_of_any_size_stay_under_the_limit_and_name_what_they_leave_out()
    {
        var random = new Random(20010401);
        for (var i = 0; i < 20; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 900)).Select(_ => random.Next(6) switch { 0 => "<", 1 => "&", 2 => "|", 3 => "@a", 4 => "`", _ => "word " }));
            var report = MarkdownReport.Write(Hostiles.Model(text, random.Next(1, 70)));

            Assert.InRange(report.Length, 1, MarkdownReport.Limit);
            Assert.Equal(report.Split("<details").Length, report.Split("</details>").Length);
            Assert.True(report.Contains("<b>Lineage</b>", StringComparison.Ordinal) || report.Contains("Left out to stay under 60,000 characters: lineage", StringComparison.Ordinal), "The lineage is neither there nor named as missing.");
        }
    }

    [Fact]
    public void What_a_gate_that_passed_found_as_expected_is_left_to_the_other_report()
    {
        var finding = new Finding(Severity.Info, "as-expected", "Nothing to see.");

        Assert.DoesNotContain("as-expected", MarkdownReport.Write(SampleReports.Least with { Gates = [new("api", Verdict.Pass, "s", [finding])] }), StringComparison.Ordinal);
        Assert.Contains("as-expected", MarkdownReport.Write(SampleReports.Least with { Gates = [new("api", Verdict.Hold, "s", [finding])] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Gates_that_need_a_reader_come_first()
    {
        var text = MarkdownReport.Write(SampleReports.Full);

        Assert.True(text.IndexOf("`compatibility`", StringComparison.Ordinal) < text.IndexOf("`api`", StringComparison.Ordinal));
    }

    [Fact]
    public void Folded_parts_are_closed_again()
    {
        var text = MarkdownReport.Write(SampleReports.Full);

        Assert.Equal(text.Split("<details").Length, text.Split("</details>").Length);
    }
}
