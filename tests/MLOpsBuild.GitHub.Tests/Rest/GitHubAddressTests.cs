using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class GitHubAddressTests
{
    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/", "https://uploads.github.com/")]
    [InlineData("https://api.acme.ghe.com/", "https://api.acme.ghe.com/", "https://uploads.acme.ghe.com/")]
    [InlineData("https://git.acme.example/api/v3", "https://git.acme.example/api/v3/", "https://git.acme.example/api/uploads/")]
    [InlineData("http://127.0.0.1:4010", "http://127.0.0.1:4010/", "http://127.0.0.1:4010/")]
    public void Uploads_have_the_address_that_goes_with_the_API(string text, string api, string uploads)
    {
        var address = GitHubAddress.Parse(text);

        Assert.Equal(api, address.Api.ToString());
        Assert.Equal(uploads, address.Uploads.ToString());
    }

    [Theory]
    [InlineData("api.github.com")]
    [InlineData("http://git.acme.example/api/v3")]
    [InlineData("https://ada:secret@git.acme.example/api/v3")]
    [InlineData("https://api.github.com?x=1")]
    [InlineData("file:///tmp")]
    public void An_address_that_would_give_a_token_away_is_refused_without_repeating_it(string text)
    {
        var problem = Assert.Throws<FormatException>(() => GitHubAddress.Parse(text));

        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }
}
