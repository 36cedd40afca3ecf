using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Tests.Parameters;

public sealed class NameTests
{
    [Theory]
    [InlineData("DataDir", "data-dir")]
    [InlineData("DotNetVersion", "dotnet-version")]
    [InlineData("NuGetFeedURLForGitHub", "nuget-feed-urlfor-github")]
    [InlineData("Count", "count")]
    [InlineData("Top10Days", "top10-days")]
    public void Dashed_form_splits_at_humps_and_keeps_products_whole(string name, string expected) =>
        Assert.Equal(expected, ParameterName.Dashed(name));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("tset", "test", 1)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_changes_and_swaps(string a, string b, int expected) => Assert.Equal(expected, Nearest.Distance(a, b));

    [Fact]
    public void Hint_lists_all_names_when_nothing_is_near() =>
        Assert.Equal(" Known: Alpha, Beta.", Nearest.Hint("zzzzzz", ["Beta", "Alpha"]));

    [Fact]
    public void Beginning_of_a_name_is_near_it() => Assert.Equal(["MetricsSnapshot"], Nearest.To("metrics", ["DataValidation", "MetricsSnapshot"]));
}
