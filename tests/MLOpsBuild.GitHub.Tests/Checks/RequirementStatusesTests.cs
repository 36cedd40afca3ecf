using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.PullRequests;
using MLOpsBuild.Tests.GitHub;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.GitHub.Tests.Checks;

public sealed class RequirementStatusesTests
{
    private static readonly string Commit = new('c', 40);

    [Fact]
    public async Task Every_required_gate_has_a_status_and_only_a_pass_is_a_success()
    {
        await using var server = await FakeGitHub.StartAsync();

        await WriteAsync(server, GateResult.From("a", "fits", []), GateResult.Hold("b", "too few"), new GateResult("c", Verdict.Fail, "slow", []), GateResult.Error("d", "no server"));

        Assert.Equal(
            [("success", "mlopsbuild/production/a", "fits"), ("pending", "mlopsbuild/production/b", "too few"), ("failure", "mlopsbuild/production/c", "slow"), ("error", "mlopsbuild/production/d", "no server")],
            server.Statuses.Select(s => (s.State, s.Context, s.Description)));
        Assert.All(server.Statuses, s => Assert.Equal((Commit, "https://ci.example/1"), (s.Sha, s.TargetUrl)));
    }

    [Fact]
    public async Task What_is_said_already_is_not_said_again_and_what_changed_is()
    {
        await using var server = await FakeGitHub.StartAsync();
        await WriteAsync(server, GateResult.Hold("a", "too few"), GateResult.Hold("b", "too few"));

        await WriteAsync(server, GateResult.Hold("a", "too few"), GateResult.From("b", "fits", []));

        Assert.Equal([("pending", "a"), ("pending", "b"), ("success", "b")], server.Statuses.Select(s => (s.State, s.Context[^1..])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(500)]
    public async Task A_status_whose_answer_was_lost_is_not_set_twice(int? status)
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(new Fault("POST", "statuses") { IsDone = true, Status = status });

        await WriteAsync(server, GateResult.From("a", "fits", []));

        Assert.Single(server.Statuses);
    }

    [Fact]
    public async Task A_long_summary_is_cut_to_what_a_status_takes()
    {
        await using var server = await FakeGitHub.StartAsync();

        await WriteAsync(server, GateResult.From("a", new string('x', 500) + "\nmore", []));

        Assert.Equal(140, server.Statuses.Single().Description.Length);
    }

    private static Task WriteAsync(FakeGitHub server, params GateResult[] gates) => new GitHubPullRequests(Connected.To(server)).PostRequirementsAsync(
        new EnvironmentVerdicts(Commit, "production", gates) { Address = "https://ci.example/1" }, TestContext.Current.CancellationToken);
}
