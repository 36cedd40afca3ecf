using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.Tests.GitHub;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.GitHub.Tests.Checks;

public sealed class GateChecksTests
{
    private static readonly string Commit = new('c', 40);

    [Fact]
    public async Task Every_gate_has_a_check_run()
    {
        await using var server = await FakeGitHub.StartAsync();

        await WriteAsync(server, GateResult.From("schema", "fits", []), GateResult.Hold("slices", "too few rows"), GateResult.Error("load", "no server"));

        Assert.Equal(
            [("delay / schema", "success", "pass: fits"), ("delay / slices", "action_required", "hold: too few rows"), ("delay / load", "failure", "error: no server")],
            server.Checks.Select(c => (c.Name, c.Conclusion!, c.Title)));
        Assert.All(server.Checks, c => Assert.Equal((Commit, "completed"), (c.Sha, c.Status)));
    }

    [Fact]
    public async Task Annotations_over_fifty_come_in_further_calls_and_the_last_one_ends_the_run()
    {
        await using var server = await FakeGitHub.StartAsync();

        await WriteAsync(server, Failing(120));

        AssertWhole(server, 120);
        Assert.Equal(["in_progress", "in_progress", "completed"], server.Asked.Where(r => r.Method is "POST" or "PATCH").Select(r => r.Text("status")));
    }

    [Fact]
    public async Task The_same_verdict_again_adds_nothing_and_another_one_is_another_run()
    {
        await using var server = await FakeGitHub.StartAsync();
        await WriteAsync(server, Failing(60));

        await WriteAsync(server, Failing(60));
        Assert.Single(server.Checks);
        await WriteAsync(server, GateResult.From("schema", "fits now", []));
        await WriteAsync(server, Failing(60));

        Assert.Equal(["failure", "success", "failure"], server.Checks.Select(c => c.Conclusion)); // the newest of a name counts
    }

    [Theory]
    [InlineData("POST", true, null)]
    [InlineData("POST", true, 502)]
    [InlineData("POST", false, 502)]
    [InlineData("PATCH", true, null)]
    [InlineData("PATCH", true, 502)]
    [InlineData("PATCH", false, 502)]
    [InlineData("PATCH", false, null)]
    public async Task A_lost_answer_doubles_neither_runs_nor_annotations(string method, bool isDone, int? status)
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(new Fault(method, "check-runs") { IsDone = isDone, Status = status });

        await WriteAsync(server, Failing(120));

        AssertWhole(server, 120);
    }

    [Fact]
    public async Task A_run_that_broke_off_is_finished_by_the_next_writer()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.AddRange(Enumerable.Range(0, 5).Select(_ => Fault.Refusal("PATCH", "check-runs", 403, "no")));
        await Assert.ThrowsAsync<GitHubException>(() => WriteAsync(server, Failing(120)));
        Assert.Equal("in_progress", server.Checks.Single().Status);
        server.Faults.Clear();

        await WriteAsync(server, Failing(120));

        AssertWhole(server, 120);
    }

    [Fact]
    public async Task A_run_of_another_App_with_the_same_name_is_left_alone()
    {
        await using var server = await FakeGitHub.StartAsync();
        await WriteAsync(server, Failing(1));
        var ours = server.Checks.Single();
        server.Checks[0] = new FakeCheck(ours.Id, "other-app", ours.Sha, ours.Name, ours.ExternalId) { Status = "completed", Conclusion = "success" };

        await WriteAsync(server, Failing(1));

        Assert.Equal(["other-app", "github-actions"], server.Checks.Select(c => c.Slug));
        Assert.Equal("success", server.Checks[0].Conclusion);
    }

    private static void AssertWhole(FakeGitHub server, int annotations)
    {
        var check = server.Checks.Single();
        Assert.Equal(("completed", "failure"), (check.Status, check.Conclusion));
        Assert.Equal(Enumerable.Range(1, annotations), check.Annotations.Select(a => (int)a["start_line"]!));
    }

    private static GateResult Failing(int lines) =>
        GateResult.From("schema", "does not fit", [.. Enumerable.Range(1, lines).Select(i => new Finding(Severity.Error, "type", "no number", $"data/rows.csv:{i}:2"))]);

    private static Task WriteAsync(FakeGitHub server, params GateResult[] gates) =>
        new GitHubPullRequests(Connected.To(server)).PostVerdictsAsync(new CommitVerdicts(Commit, "delay", gates), TestContext.Current.CancellationToken);
}
