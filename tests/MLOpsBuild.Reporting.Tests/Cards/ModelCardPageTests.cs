using MLOpsBuild.Reporting.Cards;

namespace MLOpsBuild.Reporting.Tests.Cards;

public sealed class ModelCardPageTests
{
    private static readonly ModelCardFacts Facts = new(SampleReports.Full, "late", "binary", "boosted-trees")
    {
        Features = [("distance", "number", "How far, in miles | as the crow flies."), ("carrier", "text", "Who flies.")],
        FairnessGates = new HashSet<string> { "drift" },
        Parameters = [new("trees", "240")],
    };

    [Fact]
    public void New_card_is_as_verified() => Snapshot.Matches(ModelCardPage.Write(Facts, null), "card", "md");

    [Fact]
    public void Card_that_is_up_to_date_stays_byte_for_byte()
    {
        var card = ModelCardPage.Write(Facts, null);

        Assert.Equal(card, ModelCardPage.Write(Facts, card));
    }

    [Fact]
    public void What_authors_wrote_stays_and_what_is_generated_changes()
    {
        var written = ModelCardPage.Write(Facts, null).Replace("_Say here when not to trust it._", "Not in *storms* <b>.", StringComparison.Ordinal);

        var card = ModelCardPage.Write(Facts with { Target = "cancelled" }, written);

        Assert.Equal(written.Replace("`late`", "`cancelled`", StringComparison.Ordinal), card);
        Assert.Contains("Not in *storms* <b>.", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_without_markers_is_put_at_the_end()
    {
        var card = ModelCardPage.Write(Facts, "# Ours\n\nText.\n");

        Assert.StartsWith("# Ours\n\nText.\n\n<!-- generated: model -->\n", card, StringComparison.Ordinal);
        Assert.Equal(card, ModelCardPage.Write(Facts, card));
    }

    [Theory]
    [InlineData("<!-- generated: metrics -->\n", "<!-- end: metrics -->")]
    [InlineData("<!-- end: metrics -->\n", "<!-- generated: metrics -->")]
    public void Half_of_a_marker_is_refused_by_name(string left, string missing) =>
        Assert.Contains($"without '{missing}'", Assert.Throws<FormatException>(() => ModelCardPage.Write(Facts, left)).Message, StringComparison.Ordinal);

    [Fact]
    public void Hostile_names_cannot_end_a_part()
    {
        var hostile = Facts with { Target = "<!-- end: model -->", Features = [("<!-- generated: data -->", "@everyone", "<img src=x>")] };
        var card = ModelCardPage.Write(hostile, null);

        Assert.Equal(card, ModelCardPage.Write(hostile, card));
        Assert.DoesNotContain("<img", card, StringComparison.Ordinal);
    }
}
