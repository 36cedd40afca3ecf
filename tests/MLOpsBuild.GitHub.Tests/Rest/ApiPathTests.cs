using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class ApiPathTests
{
    [Fact]
    public void Values_stay_one_segment_whatever_they_contain()
    {
        var name = "../a b?c=d#e%2F";

        Assert.Equal("workflows/..%2Fa%20b%3Fc%3Dd%23e%252F/runs", ApiPath.Of($"workflows/{name}/runs"));
        Assert.Equal("runs/12?ref=a%26b", ApiPath.Of($"runs/{12}?ref={"a&b"}"));
    }

    [Fact]
    public void Segments_of_a_path_are_escaped_each() => Assert.Equal("contents/a%20b/c.json", ApiPath.Of($"contents/{ApiPath.Below("a b/c.json")}"));

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public void A_way_through_the_path_is_refused(string segment)
    {
        Assert.Throws<ArgumentException>(() => ApiPath.Of($"git/ref/{segment}"));
        Assert.Throws<ArgumentException>(() => ApiPath.Below($"a/{segment}/b"));
    }
}
