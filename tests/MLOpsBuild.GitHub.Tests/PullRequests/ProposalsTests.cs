using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.PullRequests;

public sealed class ProposalsTests
{
    private const string Branch = "retrain/delay/2001-04";
    private static readonly string Commit = new('c', 40);
    private static readonly ChangeProposal Challenger = new(Branch, "main", "Retrain delay on 2001-04", "Better by 0.01.") { Labels = ["retrain", "model"], Reviewers = ["ada", "grace"] };

    [Fact]
    public async Task The_first_challenger_of_a_branch_opens_a_pull_request_with_labels_and_reviewers()
    {
        await using var server = await StartAsync();

        var proposed = await As(server, GitHubCredentials.OfInstallation("app", "acme-models")).ProposeAsync(Challenger, Cancel);

        var pull = server.Pulls.Single();
        Assert.Equal((1, PostOutcome.Created, false), (proposed.PullRequest, proposed.Outcome, proposed.StartedChecks));
        Assert.Equal((Branch, "main", Challenger.Title, Challenger.Markdown), (pull.Head, pull.Base, pull.Title, pull.Body));
        Assert.Equal(["retrain", "model"], pull.Labels);
        Assert.Equal(["ada", "grace"], pull.Reviewers);
        Assert.Empty(server.Runs); // an App's pull request starts its checks itself
    }

    [Fact]
    public async Task The_next_one_is_brought_up_to_date_without_a_second_pull_request()
    {
        await using var server = await StartAsync();
        var pulls = As(server);
        await pulls.ProposeAsync(Challenger, Cancel);
        server.Pulls[0].Labels.Add("wip");

        var proposed = await pulls.ProposeAsync(Challenger with { Markdown = "Better by 0.02.", Labels = ["Retrain", "urgent"] }, Cancel);

        Assert.Equal(PostOutcome.Updated, proposed.Outcome);
        Assert.Equal("Better by 0.02.", server.Pulls.Single().Body);
        Assert.Equal(["retrain", "model", "wip", "urgent"], server.Pulls.Single().Labels);
    }

    [Fact]
    public async Task Proposing_the_same_again_changes_nothing()
    {
        await using var server = await StartAsync();
        var pulls = As(server);
        await pulls.ProposeAsync(Challenger, Cancel);
        server.Asked.Clear();

        var proposed = await pulls.ProposeAsync(Challenger, Cancel);

        Assert.Equal((PostOutcome.Unchanged, false), (proposed.Outcome, proposed.StartedChecks));
        Assert.All(server.Asked, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task Who_has_reviewed_is_not_asked_again_and_nobody_reviews_himself()
    {
        await using var server = await StartAsync();
        server.Pulls.Add(new FakePull(1, "ada", Branch, "main", Challenger.Title, Challenger.Markdown) { Reviewed = ["grace"] });

        await As(server).ProposeAsync(Challenger, Cancel);

        Assert.Equal(0, server.Count("POST", "requested_reviewers"));
    }

    [Fact]
    public async Task With_a_workflows_own_token_CI_is_started_once_for_each_commit()
    {
        await using var server = await StartAsync();
        var pulls = As(server);

        var first = await pulls.ProposeAsync(Challenger, Cancel);
        var same = await pulls.ProposeAsync(Challenger with { Markdown = "Better words." }, Cancel);
        server.Branches[Branch] = new string('d', 40);
        var next = await pulls.ProposeAsync(Challenger, Cancel);

        Assert.Equal([true, false, true], new[] { first, same, next }.Select(p => p.StartedChecks));
        Assert.Equal([("ci.yml", Commit), ("ci.yml", new string('d', 40))], server.Runs);
    }

    [Fact]
    public async Task A_branch_is_made_at_its_commit_and_moved_forward_but_never_back()
    {
        await using var server = await StartAsync();
        server.Branches.Remove(Branch);
        var pulls = As(server);

        await pulls.ProposeAsync(Challenger with { Commit = Commit }, Cancel);
        Assert.Equal(Commit, server.Branches[Branch]);
        await pulls.ProposeAsync(Challenger with { Commit = new string('d', 40) }, Cancel);
        Assert.Equal(new string('d', 40), server.Branches[Branch]);
        server.Diverged.Add(new string('e', 40));
        var problem = await Assert.ThrowsAsync<GitHubException>(() => pulls.ProposeAsync(Challenger with { Commit = new string('e', 40) }, Cancel));

        Assert.Contains("Update is not a fast forward", problem.Message, StringComparison.Ordinal);
        Assert.Equal(new string('d', 40), server.Branches[Branch]);
    }

    [Fact]
    public async Task A_branch_that_was_not_pushed_is_named()
    {
        await using var server = await FakeGitHub.StartAsync();

        var problem = await Assert.ThrowsAsync<GitHubException>(() => As(server).ProposeAsync(Challenger, Cancel));

        Assert.Equal($"acme/models has no branch '{Branch}', or the token may not see it: push it first.", problem.Message);
        Assert.Empty(server.Pulls);
    }

    [Fact]
    public async Task A_pull_request_whose_answer_was_lost_is_found_and_not_opened_again()
    {
        await using var server = await StartAsync();
        server.Faults.Add(Fault.LostAnswer("POST", "pulls"));

        await As(server).ProposeAsync(Challenger, Cancel);

        Assert.Single(server.Pulls);
        Assert.Equal(1, server.Asked.Count(r => r is { Method: "POST", Path: "repos/acme/models/pulls" }));
    }

    [Fact]
    public async Task Of_two_writers_at_once_the_slower_updates_what_the_quicker_opened()
    {
        await using var server = await StartAsync();
        server.Before = request =>
        {
            if (request is { Method: "POST", Path: "repos/acme/models/pulls" } && server.Pulls.Count == 0)
                server.Pulls.Add(new FakePull(1, "acme-models[bot]", Branch, "main", Challenger.Title, "quicker"));
            return Task.CompletedTask;
        };

        var proposed = await As(server).ProposeAsync(Challenger, Cancel);

        Assert.Equal(PostOutcome.Updated, proposed.Outcome);
        Assert.Equal(Challenger.Markdown, server.Pulls.Single().Body);
    }

    private static async Task<FakeGitHub> StartAsync()
    {
        var server = await FakeGitHub.StartAsync();
        server.Branches[Branch] = Commit;
        server.Logins["app"] = "acme-models[bot]";
        return server;
    }

    private static GitHubPullRequests As(FakeGitHub server, GitHubCredentials? credentials = null) => new(Connected.To(server, credentials));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
