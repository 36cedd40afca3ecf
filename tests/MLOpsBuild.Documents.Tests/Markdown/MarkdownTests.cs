using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Documents.Tests.Markdown;

public sealed class MarkdownTests
{
    private const string InvisibleStop = "\u200b";

    private static readonly MarkdownPipeline GitHubLike = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().Build();

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("![i](http://evil.test/x.png)")]
    [InlineData("[a](http://evil.test) <http://evil.test> http://evil.test www.evil.test")]
    [InlineData("**bold** _it_ *it* ~~gone~~ `code` a_b_c")]
    [InlineData("# heading")]
    [InlineData("- item")]
    [InlineData("1. item")]
    [InlineData("> quote")]
    [InlineData("=====")]
    [InlineData("a | b \\| c")]
    [InlineData("&amp; &lt; \\ \\\\")]
    [InlineData("$x$ [ ] [^1] ---")]
    [InlineData("mail me@example.test, owner/repo#12, GH-34, javascript:x")]
    public void Text_is_shown_as_it_is(string text)
    {
        var document = Parse(new MarkdownDocument().Paragraph(Inline.Text(text)));

        Assert.Equal(text, document.Body!.TextContent.Trim().Replace(InvisibleStop, "", StringComparison.Ordinal));
        Assert.Equal("P", document.Body.FirstElementChild!.TagName);
        Assert.Empty(document.Body.FirstElementChild.Children);
    }

    [Theory]
    [InlineData("@everyone")]
    [InlineData("#12")]
    [InlineData("GH-34")]
    [InlineData("http://evil.test")]
    [InlineData("www.evil.test")]
    public void Text_mentions_and_links_nothing(string text)
    {
        var shown = Parse(new MarkdownDocument().Paragraph("see " + text)).Body!.TextContent;

        Assert.DoesNotContain(text, shown, StringComparison.Ordinal);
        Assert.Contains(InvisibleStop, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a `b` ``c`` d")]
    [InlineData("`start")]
    [InlineData("a|b `c` **d** <e>")]
    [InlineData("<b>&amp;</b> @x [a](b) \\")]
    public void Code_span_is_shown_as_it_is(string text)
    {
        var document = Parse(new MarkdownDocument().Paragraph(Inline.Code(text)));

        Assert.Equal(text, Assert.Single(document.QuerySelectorAll("code")).TextContent);
    }

    [Fact]
    public void Table_keeps_its_cells_whatever_they_hold()
    {
        var table = new MarkdownTable(("a|b", Alignment.Left), ("n", Alignment.Right)).Add("x | y\n| z |", Inline.Code("p|q")).Add("\\", "|");

        var document = Parse(new MarkdownDocument().Table(table));

        Assert.Equal(["a|b", "n", "x | y | z |", "p|q", "\\", "|"], document.QuerySelectorAll("th, td").Select(c => c.TextContent));
        Assert.Contains("text-align: right", document.QuerySelectorAll("td")[1].GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_refuses_a_row_of_another_width() =>
        Assert.Throws<ArgumentException>(() => new MarkdownTable(("a", Alignment.Left)).Add("1", "2"));

    [Fact]
    public void Code_block_cannot_be_left()
    {
        var document = Parse(new MarkdownDocument().Code("sh", "echo ```\n````\n<b>"));

        Assert.Equal("echo ```\n````\n<b>\n", Assert.Single(document.QuerySelectorAll("pre code")).TextContent);
    }

    [Fact]
    public void Code_block_refuses_a_language_that_is_not_a_word() =>
        Assert.Throws<ArgumentException>(() => new MarkdownDocument().Code("sh\n```", "x"));

    [Fact]
    public void Details_escape_their_summary()
    {
        var document = Parse(new MarkdownDocument().Details("<i>@all</i>", "</details>", new MarkdownDocument().Paragraph("in")));

        Assert.Equal("P", Assert.Single(document.QuerySelectorAll("details")).LastElementChild!.TagName);
        Assert.Empty(document.QuerySelectorAll("i"));
        Assert.DoesNotContain("@all", document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Bullets_are_a_list() =>
        Assert.Equal(["- one", "1. two"], Parse(new MarkdownDocument().Bullets(["- one", "1. two"])).QuerySelectorAll("ul > li").Select(i => i.TextContent));

    [Fact]
    public void Title_cannot_leave_its_attribute()
    {
        var document = Parse(new MarkdownDocument().Paragraph(Inline.Titled("x", "\" onclick=\"y")));

        Assert.Equal("\" onclick=\"y", Assert.Single(document.QuerySelectorAll("span")).GetAttribute("title"));
    }

    [Fact]
    public void Long_text_is_cut_before_it_is_escaped() => Assert.Equal("&lt;&lt;…", Inline.Text("<<<<", 3).ToString());

    private static IDocument Parse(MarkdownDocument document) => new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(document.ToString(), GitHubLike));
}
