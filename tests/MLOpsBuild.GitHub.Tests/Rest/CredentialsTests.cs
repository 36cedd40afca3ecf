using System.Security.Cryptography;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class CredentialsTests
{
    [Fact]
    public async Task An_App_signs_in_for_the_one_repository_and_renews_its_token_before_it_ends()
    {
        await using var server = await FakeGitHub.StartAsync();
        using var key = RSA.Create(2048);
        var time = new SkippingTime();
        server.App = ("4711", key);
        server.TokensEnd = () => time.GetUtcNow() + TimeSpan.FromHours(1);
        var api = Connected.To(server, GitHubCredentials.OfApp("4711", key.ExportRSAPrivateKeyPem()), time);

        await api.Comments.CreateAsync(1, "one", Cancel);
        time.Advance(TimeSpan.FromMinutes(49));
        await api.Comments.CreateAsync(1, "two", Cancel);
        Assert.Equal(1, server.Count("POST", "access_tokens"));
        time.Advance(TimeSpan.FromMinutes(2));
        await api.Comments.CreateAsync(1, "three", Cancel);

        Assert.Equal(2, server.Count("POST", "access_tokens"));
        Assert.All(server.Comments, c => Assert.Equal("acme-models[bot]", c.Login));
        Assert.Equal("acme-models[bot]", await api.LoginAsync(Cancel));
        Assert.True(api.StartsWorkflows);
    }

    [Fact]
    public async Task An_App_with_another_key_is_not_let_in()
    {
        await using var server = await FakeGitHub.StartAsync();
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        server.App = ("4711", key);
        var api = Connected.To(server, GitHubCredentials.OfApp("4711", other.ExportRSAPrivateKeyPem()));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => api.LoginAsync(Cancel));

        Assert.Equal(401, problem.Status);
    }

    [Fact]
    public async Task The_names_that_comments_bear_are_known_for_each_kind()
    {
        await using var server = await FakeGitHub.StartAsync();

        Assert.Equal("github-actions[bot]", await Connected.To(server).LoginAsync(Cancel));
        Assert.Equal("ada", await Connected.To(server, GitHubCredentials.OfUser("ada-token")).LoginAsync(Cancel));
        Assert.Equal("acme-models[bot]", await Connected.To(server, GitHubCredentials.OfInstallation("t", "acme-models")).LoginAsync(Cancel));
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ghs_secret\n")]
    [InlineData("ghs_secret\r\nX-Other: 1")]
    public void A_token_that_cannot_be_one_is_refused_without_repeating_it(string token)
    {
        var problem = Assert.Throws<ArgumentException>(() => GitHubCredentials.OfUser(token));

        Assert.DoesNotContain("ghs_secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_cannot_be_used_is_refused_without_repeating_it()
    {
        const string Pem = "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----";

        var problem = Assert.Throws<ArgumentException>(() => GitHubCredentials.OfApp("1", Pem));

        Assert.DoesNotContain("c2VjcmV0", problem.ToString(), StringComparison.Ordinal);
        using var key = RSA.Create(2048);
        Assert.Throws<ArgumentException>(() => GitHubCredentials.OfApp("1", key.ExportRSAPublicKeyPem()));
    }

    [Fact]
    public void The_text_of_credentials_shows_no_secret() =>
        Assert.DoesNotContain("ghs_secret", GitHubCredentials.OfWorkflow("ghs_secret").ToString(), StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
