using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.PullRequests;

public sealed class ClaimCheckTests
{
    private const string Fork = "mallory/models";
    private static readonly string Head = new('f', 40);

    [Fact]
    public async Task The_pull_request_of_that_commit_from_that_fork_is_accepted()
    {
        await using var server = await StartAsync();

        Assert.Equal(2, await Pulls(server).VerifyAsync(new ProposedHead(Head, "Mallory/Models"), 2, Cancel));
    }

    [Theory]
    [InlineData(1, "Pull request #1 comes from another repository than mallory/models. The commit belongs to #2; nothing is written to #1.")]
    [InlineData(3, "Pull request #3 is not open. The commit belongs to #2; nothing is written to #3.")]
    [InlineData(4, "Pull request #4 comes from another repository than mallory/models. The commit belongs to #2; nothing is written to #4.")]
    [InlineData(99, "acme/models has no pull request #99, or the token may not see it.")]
    [InlineData(0, "0 is no number of a pull request.")]
    [InlineData(-5, "-5 is no number of a pull request.")]
    public async Task Every_other_claim_is_refused_with_the_reason(int claimed, string reason)
    {
        await using var server = await StartAsync();

        var problem = await Assert.ThrowsAsync<PullRequestClaimException>(() => Pulls(server).VerifyAsync(new ProposedHead(Head, Fork), claimed, Cancel));

        Assert.Equal(claimed, problem.Claimed);
        Assert.Equal(reason, problem.Message);
    }

    [Fact]
    public async Task A_report_on_an_older_commit_is_refused()
    {
        await using var server = await StartAsync();
        var older = new string('e', 40);

        var problem = await Assert.ThrowsAsync<PullRequestClaimException>(() => Pulls(server).VerifyAsync(new ProposedHead(older, Fork), 2, Cancel));

        Assert.Equal($"Pull request #2 has another newest commit than {older}. No open pull request has that commit as its newest; nothing is written to #2.", problem.Message);
    }

    private static async Task<FakeGitHub> StartAsync()
    {
        var server = await FakeGitHub.StartAsync();
        server.Pulls.AddRange(
        [
            new FakePull(1, "ada", "feature", "main", "mine", "") { Sha = new string('b', 40) },
            new FakePull(2, "mallory", "patch", "main", "theirs", "") { Sha = Head, From = Fork },
            new FakePull(3, "mallory", "patch", "main", "closed", "") { Sha = Head, From = Fork, State = "closed" },
            new FakePull(4, "mallory", "patch", "main", "fork is gone", "") { Sha = Head, From = null },
        ]);
        return server;
    }

    private static GitHubPullRequests Pulls(FakeGitHub server) => new(Connected.To(server));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
