using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Reporting.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Tests.Profiles;

public sealed class ProfilePageTests
{
    private const string Bad = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> \u202egnp\u0000\u001b[31m\n& head";

    private static readonly string One = ProfilePage.Write("flights", ProfileSamples.Flights("2001-01", 1));

    [Fact]
    public void Hostile_text_makes_no_element_and_no_attribute()
    {
        var text = ProfilePage.Write(Bad, ProfileSamples.Hostile(Bad, 3), ProfileSamples.Hostile(Bad + Bad, 2));
        using var document = new HtmlParser().ParseDocument(text);

        Assert.Empty(document.QuerySelectorAll("script, img, iframe, object, embed, link, form, base"));
        Assert.DoesNotContain(document.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "style" or "src"));
        Assert.All(document.QuerySelectorAll("[href]"), a => Assert.StartsWith("#", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("<script>alert(1)</script>", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.NotNull(Xml(text).Root);
    }

    [Fact]
    public void Page_allows_nothing_but_its_own_style()
    {
        using var document = new HtmlParser().ParseDocument(One);

        var policy = document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(document.QuerySelector("style")!.TextContent)));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-" + hash + "'", policy, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", One, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", One.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1200)]
    public void Pages_stay_under_half_a_megabyte(int columns)
    {
        var text = ProfilePage.Write("wide", ProfileSamples.Wide(columns));
        using var document = new HtmlParser().ParseDocument(text);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, ProfilePage.MostBytes);
        Assert.Equal(columns > 200, document.Body!.TextContent.Contains("of 1,200; the profile's own file has all", StringComparison.Ordinal));
        if (columns == 200) Assert.Equal(200, document.QuerySelectorAll("section.card").Length);
    }

    [Fact]
    public void Six_hostile_parts_of_many_columns_stay_under_half_a_megabyte()
    {
        var part = ProfileSamples.Hostile(Bad, 300);

        Assert.InRange(Encoding.UTF8.GetByteCount(ProfilePage.Write("wide", [.. Enumerable.Repeat(part, 6)])), 1, ProfilePage.MostBytes);
        Assert.Throws<ArgumentException>(() => ProfilePage.Write("wide", [.. Enumerable.Repeat(part, 7)]));
        Assert.Throws<ArgumentException>(() => ProfilePage.Write("none"));
    }

    [Fact]
    public void Every_column_has_its_figures_its_histogram_and_its_top_values()
    {
        using var document = new HtmlParser().ParseDocument(One);
        var cards = document.QuerySelectorAll("section.card").ToDictionary(c => c.QuerySelector("h2 .id")!.TextContent);

        Assert.Equal(["date", "delay", "destination", "empty", "note", "speed"], cards.Keys);
        Assert.Contains("Median", cards["delay"].TextContent, StringComparison.Ordinal);
        Assert.NotNull(cards["delay"].QuerySelector("svg.chart path.bar"));
        Assert.Contains("80 (2.0 %)", cards["destination"].TextContent, StringComparison.Ordinal);
        Assert.Contains("SFO", cards["destination"].QuerySelector(".tops")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("±", cards["note"].TextContent, StringComparison.Ordinal);
        Assert.Contains("% of rank", cards["speed"].TextContent, StringComparison.Ordinal);
        Assert.Null(cards["empty"].QuerySelector("svg"));
    }

    [Fact]
    public void Parts_stand_side_by_side_over_the_same_bins()
    {
        var text = ProfilePage.Write("flights", ProfileSamples.Flights("2001-01", 1), ProfileSamples.Flights("2001-02", 2));
        using var document = new HtmlParser().ParseDocument(text);
        var delay = document.QuerySelectorAll("section.card").Single(c => c.QuerySelector("h2 .id")!.TextContent == "delay");

        Assert.Equal(2, delay.QuerySelectorAll("svg.chart path.bar").Length);
        Assert.Equal(["Name", "2001-01", "2001-02"], delay.QuerySelectorAll("thead")[0].QuerySelectorAll("th").Select(h => h.TextContent.Trim()));
        Assert.Equal(text, ProfilePage.Write("flights", ProfileSamples.Flights("2001-01", 1), ProfileSamples.Flights("2001-02", 2)));
    }

    [Fact]
    public void A_column_of_another_type_in_another_part_is_shown_without_a_chart()
    {
        var other = new ProfiledPart("other", Profile.Of(new Table([TextColumn.Of("delay", ["a", "b"])]), null));

        Assert.Contains("integer, text", ProfilePage.Write("flights", ProfileSamples.Flights("2001-01", 1), other), StringComparison.Ordinal);
    }

    private static XDocument Xml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text[text.IndexOf("<html", StringComparison.Ordinal)..]), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader);
    }
}
