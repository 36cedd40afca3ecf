using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.PullRequests;

public sealed class StickyCommentTests
{
    private const string Us = "github-actions[bot]";

    [Fact]
    public async Task One_comment_follows_several_pushes()
    {
        await using var server = await FakeGitHub.StartAsync();
        var pulls = new GitHubPullRequests(Connected.To(server));

        var posted = new List<PostOutcome>();
        foreach (var text in new[] { "first", "second", "second", "third" }) posted.Add((await pulls.PostReportAsync(new PullRequestReport(3, "delay", text), Cancel)).Outcome);

        Assert.Equal([PostOutcome.Created, PostOutcome.Updated, PostOutcome.Unchanged, PostOutcome.Updated], posted);
        Assert.Equal("<!-- mlopsbuild:report:delay -->\nthird", server.Comments.Single().Body);
    }

    [Fact]
    public async Task Each_model_and_each_pull_request_has_its_own()
    {
        await using var server = await FakeGitHub.StartAsync();
        var pulls = new GitHubPullRequests(Connected.To(server));

        foreach (var (number, model) in new[] { (1, "delay"), (1, "delay-minutes"), (2, "delay"), (1, "delay") }) await pulls.PostReportAsync(new PullRequestReport(number, model, $"of {model}"), Cancel);

        Assert.Equal([(1, "delay"), (1, "delay-minutes"), (2, "delay")], server.Comments.Select(c => (c.PullRequest, c.Body.Split(' ')[^1])));
    }

    [Fact]
    public async Task A_comment_of_somebody_else_with_the_marker_is_left_alone()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.AddComment(1, "mallory", "<!-- mlopsbuild:report:delay -->\nAll gates passed!");

        await new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", "truth"), Cancel);

        Assert.Equal([("mallory", "<!-- mlopsbuild:report:delay -->\nAll gates passed!"), (Us, "<!-- mlopsbuild:report:delay -->\ntruth")], server.Comments.Select(c => (c.Login, c.Body)));
    }

    [Fact]
    public async Task A_marker_inside_a_report_makes_it_no_report_of_another_model()
    {
        await using var server = await FakeGitHub.StartAsync();
        var pulls = new GitHubPullRequests(Connected.To(server));
        await pulls.PostReportAsync(new PullRequestReport(1, "other", "```\n<!-- mlopsbuild:report:delay -->\n```"), Cancel);

        await pulls.PostReportAsync(new PullRequestReport(1, "delay", "own"), Cancel);

        Assert.Equal(2, server.Comments.Count);
        Assert.StartsWith("<!-- mlopsbuild:report:other -->", server.Comments[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_writers_at_once_leave_one_comment()
    {
        await using var server = await FakeGitHub.StartAsync();
        using var both = new Barrier(2);
        // Both have listed, and found nothing, before either posts.
        server.Before = request => request.Method == "POST" ? Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(30)), Cancel) : Task.CompletedTask;

        await Task.WhenAll(new[] { "one", "two" }.Select(text => new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", text), Cancel)));

        Assert.Equal(2, server.Count("POST", "comments"));
        Assert.Single(server.Comments);
        Assert.Equal(server.Asked.Count(r => r.Method == "DELETE"), server.Asked.Count(r => r.Method == "PATCH"));
    }

    [Fact]
    public async Task Of_two_that_a_stopped_writer_left_the_older_is_rewritten()
    {
        await using var server = await FakeGitHub.StartAsync();
        var older = server.AddComment(1, Us, "<!-- mlopsbuild:report:delay -->\r\none");
        server.AddComment(1, Us, "<!-- mlopsbuild:report:delay -->\ntwo");

        await new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", "three"), Cancel);

        Assert.Equal([older with { Body = "<!-- mlopsbuild:report:delay -->\nthree" }], server.Comments);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(502)]
    public async Task A_comment_whose_answer_was_lost_is_found_and_not_posted_again(int? status)
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(new Fault("POST", "comments") { IsDone = true, Status = status });

        var posted = await new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", "report"), Cancel);

        Assert.Equal(PostOutcome.Created, posted.Outcome);
        Assert.Equal(1, server.Count("POST", "comments"));
        Assert.Single(server.Comments);
    }

    [Fact]
    public async Task A_comment_that_was_not_kept_is_posted_again_after_looking()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(Fault.Refusal("POST", "comments", 502));

        await new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", "report"), Cancel);

        Assert.Equal(["GET", "POST", "GET", "POST", "GET"], server.Asked.Select(r => r.Method));
        Assert.Single(server.Comments);
    }

    [Fact]
    public async Task The_comment_is_found_on_the_third_page()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.MostPerPage = 2;
        for (var i = 0; i < 4; i++) server.AddComment(1, "ada", "talk");
        var ours = server.AddComment(1, Us, "<!-- mlopsbuild:report:delay -->\nold");

        await new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, "delay", "new"), Cancel);

        Assert.Equal(5, server.Comments.Count);
        Assert.EndsWith("new", server.Comments.Single(c => c.Id == ours.Id).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_over_the_length_of_a_comment_is_refused_before_anything_is_asked()
    {
        await using var server = await FakeGitHub.StartAsync();
        var pulls = new GitHubPullRequests(Connected.To(server));
        var room = 65_536 - "<!-- mlopsbuild:report:delay -->\n".Length;

        await pulls.PostReportAsync(new PullRequestReport(1, "delay", new string('x', room)), Cancel);
        var asked = server.Asked.Count;
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => pulls.PostReportAsync(new PullRequestReport(1, "delay", new string('x', room + 1)), Cancel));

        Assert.Contains("65537 characters", problem.Message, StringComparison.Ordinal);
        Assert.Equal(asked, server.Asked.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-->b")]
    [InlineData("a--b")]
    [InlineData("a b")]
    public async Task A_name_that_would_break_the_marker_is_refused(string model)
    {
        await using var server = await FakeGitHub.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => new GitHubPullRequests(Connected.To(server)).PostReportAsync(new PullRequestReport(1, model, "report"), Cancel));
    }

    [Fact]
    public async Task A_token_that_may_not_comment_is_told_what_it_lacks()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Forbidden.Add("comments");

        var problem = await Assert.ThrowsAsync<GitHubException>(
            () => new GitHubPullRequests(Connected.To(server, GitHubCredentials.OfUser("ada-token"))).PostReportAsync(new PullRequestReport(1, "delay", "report"), Cancel));

        Assert.Contains("needs 'pull-requests: write'", problem.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
