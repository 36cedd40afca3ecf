using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("<https://a/x?page=1>; rel=\"prev\", <https://a/x?page=3&q=1,2>; rel=\"next\"", "https://a/x?page=3&q=1,2")]
    [InlineData("<https://a/x>; title=\"t\"; rel=next", "https://a/x")]
    [InlineData("<https://a/x>; rel=\"last\"", null)]
    [InlineData("<https://a/x", null)]
    [InlineData("next", null)]
    [InlineData(null, null)]
    public void The_next_page_is_found_by_its_relation(string? header, string? expected) => Assert.Equal(expected, LinkHeader.Next(header));
}
