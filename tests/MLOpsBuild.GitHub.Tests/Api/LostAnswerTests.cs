using MLOpsBuild.GitHub.Api;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Api;

/// <summary>What is made by a POST is made once, whether its answer is lost or GitHub fails before or after keeping it.</summary>
public sealed class LostAnswerTests
{
    private static readonly string Commit = new('c', 40);

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 502)]
    [InlineData(false, 502)]
    public async Task A_branch_is_made_once(bool isDone, int? status)
    {
        await using var server = await StartAsync("git/refs", isDone, status);

        var branch = await Connected.To(server).Branches.CreateAsync("retrain/a/b", Commit, Cancel);

        Assert.Equal(Commit, branch.Object.Sha);
        Assert.Equal(Commit, server.Branches["retrain/a/b"]);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 502)]
    [InlineData(false, 502)]
    public async Task A_deployment_and_its_status_are_made_once(bool isDone, int? status)
    {
        await using var server = await StartAsync("deployments", isDone, status);
        var api = Connected.To(server);

        var deployment = await api.Deployments.CreateAsync(new NewDeployment(Commit, "production", "delay sha256:1"), Cancel);
        server.Faults.Add(new Fault("POST", "statuses") { IsDone = isDone, Status = status });
        var made = await api.Deployments.CreateStatusAsync(deployment.Id, new NewDeploymentStatus(DeploymentState.InProgress, "10 %"), Cancel);

        Assert.Single(server.Deployments);
        Assert.Single(server.DeploymentStatuses);
        Assert.Equal("in_progress", made.State);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 502)]
    [InlineData(false, 502)]
    public async Task A_release_and_its_file_are_made_once(bool isDone, int? status)
    {
        await using var server = await StartAsync("releases", isDone, status);
        var api = Connected.To(server);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "model", Cancel);

        var release = await api.Releases.CreateAsync(new NewRelease("delay/v1", "main", "Delay 1", "notes"), Cancel);
        server.Faults.Add(new Fault("POST", "assets") { IsDone = isDone, Status = status });
        var asset = await api.Releases.UploadAsync(release.Id, "model.tar", file, Cancel);
        File.Delete(file);

        Assert.Single(server.Releases);
        Assert.Single(server.Assets);
        Assert.Equal(("model.tar", 5L, "uploaded"), (asset.Name, asset.Size, asset.State));
    }

    [Fact]
    public async Task Half_a_file_that_a_cut_left_is_replaced()
    {
        await using var server = await StartAsync("assets", isDone: false, status: null);
        server.Assets.Add(new System.Text.Json.Nodes.JsonObject { ["id"] = 5L, ["name"] = "model.tar", ["size"] = 0, ["state"] = "starter" });
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "model", Cancel);

        var asset = await Connected.To(server).Releases.UploadAsync(1, "model.tar", file, Cancel);
        File.Delete(file);

        Assert.NotEqual(5, asset.Id);
        Assert.Equal("uploaded", (string?)server.Assets.Single()["state"]);
    }

    [Fact]
    public async Task What_shows_up_only_after_it_was_made_again_is_taken_when_GitHub_says_that_it_exists()
    {
        await using var server = await StartAsync("git/refs", isDone: true, status: 502);
        server.Faults.Add(Fault.Refusal("GET", "git/ref/", 404, "Not Found")); // looking is too early

        var branch = await Connected.To(server).Branches.CreateAsync("retrain/a/b", Commit, Cancel);

        Assert.Equal(Commit, branch.Object.Sha);
        Assert.Equal(2, server.Count("POST", "git/refs"));
    }

    [Fact]
    public async Task What_fails_every_time_is_an_error_in_the_end()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.AddRange(Enumerable.Range(0, 9).Select(_ => Fault.Refusal("POST", "releases", 502)));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Releases.CreateAsync(new NewRelease("v1", "main", "1", ""), Cancel));

        Assert.True(problem.MayHaveHappened);
        Assert.Equal(3, server.Count("POST", "releases"));
    }

    private static async Task<FakeGitHub> StartAsync(string part, bool isDone, int? status)
    {
        var server = await FakeGitHub.StartAsync();
        server.Faults.Add(new Fault("POST", part) { IsDone = isDone, Status = status });
        return server;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
