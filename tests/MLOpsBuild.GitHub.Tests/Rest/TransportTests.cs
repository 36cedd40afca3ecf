using MLOpsBuild.GitHub.Api;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class TransportTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(null)]
    public async Task A_question_is_asked_again_after_a_failure(int? status)
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.AddRange([new Fault("GET", "comments") { Status = status }, new Fault("GET", "comments") { Status = status }]);

        Assert.Empty(await Connected.To(server, time: time).Comments.ListAsync(1, Cancel));

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], time.Waits);
    }

    [Fact]
    public async Task A_failure_that_stays_is_an_error_after_four_attempts()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.AddRange(Enumerable.Range(0, 9).Select(_ => Fault.Refusal("GET", "comments", 503)));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Equal(503, problem.Status);
        Assert.False(problem.MayHaveHappened);
        Assert.Equal(4, server.Asked.Count);
    }

    [Fact]
    public async Task A_change_to_the_same_text_is_sent_again_after_a_lost_answer()
    {
        await using var server = await FakeGitHub.StartAsync();
        var comment = server.AddComment(1, "github-actions[bot]", "old");
        server.Faults.Add(Fault.LostAnswer("PATCH", "comments"));

        await Connected.To(server).Comments.UpdateAsync(comment.Id, "new", Cancel);

        Assert.Equal("new", server.Comments.Single().Body);
    }

    [Fact]
    public async Task Deleting_succeeds_when_the_first_answer_was_lost()
    {
        await using var server = await FakeGitHub.StartAsync();
        var comment = server.AddComment(1, "github-actions[bot]", "old");
        server.Faults.Add(Fault.LostAnswer("DELETE", "comments"));

        await Connected.To(server).Comments.DeleteAsync(comment.Id, Cancel);

        Assert.Empty(server.Comments);
        Assert.Equal(2, server.Count("DELETE", "comments"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(502)]
    public async Task A_dispatch_is_never_sent_twice_and_its_loss_is_told(int? status)
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(new Fault("POST", "dispatches") { IsDone = true, Status = status });

        var problem = await Assert.ThrowsAsync<GitHubException>(
            () => Connected.To(server).Workflows.DispatchAsync(new RepositoryDispatch("data-changed", new Dictionary<string, string>()), Cancel));

        Assert.True(problem.MayHaveHappened);
        Assert.Contains("look before you run the command again", problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Dispatches);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_named_and_nothing_may_have_happened()
    {
        var server = await FakeGitHub.StartAsync();
        var options = Connected.Options(server);
        await server.DisposeAsync();

        var problem = await Assert.ThrowsAsync<GitHubException>(() => new GitHubApi(options).Comments.CreateAsync(1, "report", Cancel));

        Assert.Null(problem.Status);
        Assert.False(problem.MayHaveHappened);
        Assert.StartsWith("GitHub cannot be reached on POST repos/acme/models/issues/1/comments", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_is_not_waited_for_without_end()
    {
        await using var server = await FakeGitHub.StartAsync();
        using var stop = new CancellationTokenSource();
        server.Before = _ => Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var api = new GitHubApi(Connected.Options(server, time: TimeProvider.System) with { Patience = TimeSpan.FromMilliseconds(100) });

        var problem = await Assert.ThrowsAsync<GitHubException>(() => api.Workflows.DispatchAsync(new RepositoryDispatch("x", new Dictionary<string, string>()), Cancel));

        Assert.Contains("it did not answer in time", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.MayHaveHappened);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_his_own_cancellation()
    {
        await using var server = await FakeGitHub.StartAsync();
        using var stop = new CancellationTokenSource();
        server.Before = _ => stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connected.To(server).Comments.ListAsync(1, stop.Token));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.AddComment(1, "ada", "hello");
        var api = Connected.To(server);

        var first = await api.Comments.ListAsync(1, Cancel);
        var second = await api.Comments.ListAsync(1, Cancel);
        server.AddComment(1, "ada", "again");
        var third = await api.Comments.ListAsync(1, Cancel);

        Assert.Equal(first, second);
        Assert.Equal(["hello", "again"], third.Select(c => c.Body));
        Assert.Equal([false, true, true], server.Asked.Select(r => r.EntityTag is not null));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
