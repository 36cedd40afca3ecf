using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using MLOpsBuild.Reporting.Html;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Tests;

public sealed class HtmlReportTests
{
    private const string Hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> @everyone | [a](http://evil.test) `x` \u202egnp\u0000\n# head";

    [Fact]
    public void Full_report_is_as_verified() => Snapshot.Matches(WithoutStyle(HtmlReport.Write(SampleReports.Full)), "full-report", "html");

    [Fact]
    public void Least_report_is_as_verified() => Snapshot.Matches(WithoutStyle(HtmlReport.Write(SampleReports.Least)), "least-report", "html");

    [Fact]
    public void Same_model_gives_the_same_text() => Assert.Equal(HtmlReport.Write(SampleReports.Full), HtmlReport.Write(SampleReports.Full));

    [Fact]
    public void Report_is_well_formed_as_xml_and_as_html()
    {
        var text = HtmlReport.Write(Hostiles.Model(Hostile));

        Assert.NotNull(Xml(text).Root);
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = false });
        parser.Error += (_, e) => errors.Add(e.ToString()!);
        using var document = parser.ParseDocument(text);
        Assert.Empty(document.QuerySelectorAll("parsererror"));
        Assert.Empty(errors);
    }

    [Fact]
    public void Hostile_text_makes_no_element_and_no_attribute()
    {
        using var document = new HtmlParser().ParseDocument(HtmlReport.Write(Hostiles.Model(Hostile)));

        Assert.Empty(document.QuerySelectorAll("script, img, iframe, object, embed, link, form, base"));
        Assert.DoesNotContain(document.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "style" or "src"));
        Assert.All(document.QuerySelectorAll("[href]"), a => Assert.StartsWith("#", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("<script>alert(1)</script>", document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_allows_nothing_but_its_own_style()
    {
        using var document = new HtmlParser().ParseDocument(HtmlReport.Write(SampleReports.Full));

        var policy = document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document.QuerySelector("style")!.TextContent)));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-" + hash + "'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_place_that_a_link_leads_to_is_there_once()
    {
        using var document = new HtmlParser().ParseDocument(HtmlReport.Write(SampleReports.Full));

        var ids = document.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(document.QuerySelectorAll("a"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
    }

    [Fact]
    public void Every_chart_has_a_name()
    {
        using var document = new HtmlParser().ParseDocument(HtmlReport.Write(SampleReports.Full));

        Assert.All(document.QuerySelectorAll("svg:not([aria-hidden])"), svg =>
        {
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.NotEmpty(svg.FirstElementChild!.TextContent);
            Assert.Equal("title", svg.FirstElementChild.LocalName);
        });
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(50, 1_000)]
    public void Report_stays_under_its_limit_whatever_comes_and_says_that_it_was_cut(int rows, int length)
    {
        var text = HtmlReport.Write(Hostiles.Model(string.Concat(Enumerable.Repeat("<&\"", length / 3)), rows));

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, HtmlReport.Limit);
        Assert.Contains("every list here ends after", text, StringComparison.Ordinal);
        Assert.DoesNotContain("every list here ends after", HtmlReport.Write(SampleReports.Full), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Pass, "pass")]
    [InlineData(Verdict.Hold, "hold")]
    [InlineData(Verdict.Fail, "fail")]
    [InlineData(Verdict.Error, "error")]
    public void Verdict_is_told_by_a_word_and_a_shape(Verdict verdict, string word)
    {
        var model = SampleReports.Least with { Verdict = verdict, Gates = [new("g", verdict, "s", [])] };

        using var document = new HtmlParser().ParseDocument(HtmlReport.Write(model));

        var badge = document.QuerySelector(".gate .badge")!;
        Assert.Equal(word, badge.TextContent.Trim());
        Assert.NotNull(badge.QuerySelector("svg .shape"));
    }

    // Looks are reviewed by eye, not by line: a snapshot keeps the structure and the words.
    private static string WithoutStyle(string page) =>
        Regex.Replace(Regex.Replace(page, "<style>.*?</style>", "<style></style>", RegexOptions.Singleline), "sha256-[A-Za-z0-9+/=]{44}", "sha256-…");

    private static XDocument Xml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader);
    }
}
