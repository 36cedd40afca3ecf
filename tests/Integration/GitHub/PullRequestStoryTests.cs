using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.Reporting;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Tests.GitHub;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Integration.Tests.GitHub;

/// <summary>What a reviewer sees on a pull request from its first push to its last.</summary>
public sealed class PullRequestStoryTests
{
    [Fact]
    public async Task A_change_that_fails_and_is_repaired_ends_with_one_comment_and_checks_that_pass()
    {
        await using var server = await FakeGitHub.StartAsync();
        IPullRequests pulls = new GitHubPullRequests(Connected.To(server));
        var bad = GateResult.From("slices", "1 slice lost too much.", [new Finding(Severity.Error, "auc", "0.71, at least 0.75", "pipelines/delay/gates.json:12")]);

        await PushAsync(pulls, new string('1', 40), bad);
        await PushAsync(pulls, new string('2', 40), GateResult.From("slices", "No slice lost.", []));

        Assert.Contains("No slice lost.", server.Comments.Single().Body, StringComparison.Ordinal);
        Assert.DoesNotContain("0.71", server.Comments.Single().Body, StringComparison.Ordinal);
        Assert.Equal([("failure", 1), ("success", 0)], server.Checks.Select(c => (c.Conclusion!, c.Annotations.Count)));
        Assert.Equal(["failure", "success"], server.Statuses.Select(s => s.State));
    }

    private static async Task PushAsync(IPullRequests pulls, string commit, GateResult gate)
    {
        var cancel = TestContext.Current.CancellationToken;
        var report = new ReportModel { Title = "delay", Pipeline = "delay", Verdict = gate.Verdict, Answer = gate.Summary, Gates = [gate] };
        await pulls.PostReportAsync(new PullRequestReport(1, "delay", MarkdownReport.Write(report)), cancel);
        await pulls.PostVerdictsAsync(new CommitVerdicts(commit, "delay", [gate]), cancel);
        await pulls.PostRequirementsAsync(new EnvironmentVerdicts(commit, "production", [gate]), cancel);
    }
}
