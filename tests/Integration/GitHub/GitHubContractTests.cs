using System.Security.Cryptography;
using MLOpsBuild.GitHub;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.Integration.Tests.GitHub;

/// <summary>Our requests fit GitHub's own description of its API, and we read the answers that it gives as examples.</summary>
public sealed class GitHubContractTests(PrismGitHub prism) : IClassFixture<PrismGitHub>
{
    public static TheoryData<string> Calls => [.. GitHubContract.Calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_is_as_GitHub_describes_it(string call)
    {
        var done = GitHubContract.Calls[call](Api(GitHubCredentials.OfUser("ghp_contract")));
        await done;

        // Null would mean that there is no such path.
        if (done.GetType().GetProperty("Result") is { } result) Assert.NotNull(result.GetValue(done));
    }

    [Fact]
    public void Every_call_of_the_client_is_among_them() =>
        Assert.Equal(GitHubContract.Offered.Order(StringComparer.Ordinal), GitHubContract.Calls.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_App_signs_in_as_GitHub_describes_it()
    {
        using var key = RSA.Create(2048);
        var api = Api(GitHubCredentials.OfApp("4711", key.ExportRSAPrivateKeyPem()));

        Assert.EndsWith("[bot]", await api.LoginAsync(Cancel), StringComparison.Ordinal);
        Assert.NotEmpty(await api.Comments.ListAsync(1, Cancel));
    }

    [Fact]
    public async Task What_GitHub_does_not_describe_is_refused()
    {
        var tooMany = Enumerable.Range(0, 11).ToDictionary(i => $"key{i}", i => "value");

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Api(GitHubCredentials.OfUser("ghp_contract")).Workflows.DispatchAsync(new RepositoryDispatch("data-changed", tooMany), Cancel));

        Assert.Equal(422, problem.Status);
    }

    private GitHubApi Api(GitHubCredentials credentials) => new(new GitHubOptions
    {
        Repository = GitHubRepository.Parse("octocat/Hello-World"), Address = GitHubAddress.Parse(prism.Address), Credentials = credentials,
    });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
