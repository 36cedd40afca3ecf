using AngleSharp.Html.Parser;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Documents.Tests.Html;

public sealed class HtmlTests
{
    [Fact]
    public void Text_is_escaped() => Assert.Equal("<em>&lt;b&gt; &amp; &quot;&#39;</em>", El("em", "<b> & \"'").ToString());

    [Fact]
    public void Attribute_is_escaped() => Assert.Equal("<em title=\"&quot; onclick=&quot;x\"></em>", El("em").With(("title", "\" onclick=\"x")).ToString());

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("iframe")]
    [InlineData("img")]
    [InlineData("a href=x")]
    [InlineData("")]
    public void Element_that_could_do_harm_does_not_exist(string name) => Assert.Throws<ArgumentException>(() => El(name));

    [Theory]
    [InlineData("onclick", "x")]
    [InlineData("style", "color: red")]
    [InlineData("src", "x")]
    [InlineData("href", "https://evil.test")]
    [InlineData("href", "javascript:x")]
    [InlineData("href", "javascript:x.html")]
    [InlineData("href", "//evil.html")]
    [InlineData("href", "../other.html")]
    [InlineData("href", ".html")]
    [InlineData("x=\"y\" z", "x")]
    public void Attribute_that_could_do_harm_does_not_exist(string name, string value) =>
        Assert.Throws<ArgumentException>(() => El("a").With((name, value)));

    [Fact]
    public void Attribute_is_given_once() => Assert.Throws<ArgumentException>(() => El("a").Class("x").Class("y"));

    [Fact]
    public void Missing_children_and_attributes_are_absent() => Assert.Equal("<b></b>", El("b", (HtmlNode?)null, (string?)null).With(("title", null)).ToString());

    [Fact]
    public void Control_characters_do_not_reach_the_page() => Assert.Equal("<b>a\ufffdb</b>", El("b", "a\u0000b").ToString());

    [Fact]
    public void Page_holds_its_title_and_body()
    {
        using var document = new HtmlParser().ParseDocument(HtmlPage.Write("a </title> b", ChartStyle.Rules, El("body", El("p", "x"))));

        Assert.Equal("a </title> b", document.Title);
        Assert.Equal("x", document.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public void Table_has_headings_for_columns_and_rows()
    {
        var table = new HtmlTable("Counts", ("name", Alignment.Left), ("n", Alignment.Right)).Add("a", "1");

        using var document = new HtmlParser().ParseDocument(table.ToElement().ToString());

        Assert.Equal("Counts", document.QuerySelector("caption")!.TextContent);
        Assert.Equal(["col", "col", "row"], document.QuerySelectorAll("th").Select(h => h.GetAttribute("scope")));
        Assert.Equal("num", document.QuerySelector("td")!.ClassName);
    }

    [Fact]
    public void Table_refuses_a_row_of_another_width() =>
        Assert.Throws<ArgumentException>(() => new HtmlTable("c", ("a", Alignment.Left)).Add("1", "2"));
}
