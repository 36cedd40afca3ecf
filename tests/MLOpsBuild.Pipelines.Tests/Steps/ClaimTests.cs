using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class ClaimTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Of_two_runs_at_once_one_computes_and_the_other_waits_for_it()
    {
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var times = 0;
        Step Slow() => Bench.Doing("a", async stop =>
        {
            Interlocked.Increment(ref times);
            entered.TrySetResult();
            await go.Task.WaitAsync(stop);
        });
        using var first = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "run-1" }, Slow());
        using var second = Other("run-2", Slow());

        var one = first.RunAsync(["a"], default);
        await entered.Task;
        var two = second.RunAsync(["a"], default);
        Assert.False(two.IsCompleted);
        go.SetResult();
        await Task.WhenAll(one, two).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, times);
        // Had it come to look only when the work was done, it would not say that it waited.
        Assert.Matches("^hit, from run run-1(, which was at work on it)?$", Assert.Single(second.Finished).Why);
        Assert.Empty(Directory.GetFiles(Path.Combine(_bench.CacheFolder, "claims")));
    }

    [Fact]
    public async Task When_the_other_run_fails_the_one_that_waited_computes()
    {
        var entered = new TaskCompletionSource();
        var fail = new TaskCompletionSource();
        using var first = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "run-1" }, Bench.Doing("a", async _ =>
        {
            entered.SetResult();
            await fail.Task;
            throw new InvalidDataException("broken");
        }));
        using var second = Other("run-2", Bench.Doing("a", _ => Task.CompletedTask));

        var one = first.RunAsync(["a"], default);
        await entered.Task;
        var two = second.RunAsync(["a"], default);
        fail.SetResult();

        await Assert.ThrowsAsync<StepFailedException>(() => one);
        await two.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(Assert.Single(second.Finished).Cached);
    }

    [Fact]
    public async Task A_claim_whose_holder_was_killed_is_free()
    {
        using var runner = _bench.Runner(Bench.Text("a"));
        var (key, _) = await runner.FindAsync("a", default);
        Directory.CreateDirectory(Path.GetDirectoryName(_bench.Cache.ClaimPath(key))!);
        await File.WriteAllTextAsync(_bench.Cache.ClaimPath(key), "");

        await runner.RunAsync(["a"], default).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.False(Assert.Single(runner.Finished).Cached);
    }

    [Fact]
    public async Task Waiting_ends_when_the_run_is_stopped()
    {
        using var runner = _bench.Runner(Bench.Text("a"));
        var (key, _) = await runner.FindAsync("a", default);
        using var claim = StepClaim.TryTake(_bench.Cache.ClaimPath(key));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync(["a"], stop.Token).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_step_that_is_forced_waits_for_nobody()
    {
        using var runner = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "r", Force = new HashSet<string> { "a" } }, Bench.Text("a"));
        using var other = _bench.Runner(Bench.Text("a"));
        var (key, _) = await other.FindAsync("a", default);
        using var claim = StepClaim.TryTake(_bench.Cache.ClaimPath(key));

        await runner.RunAsync(["a"], default).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("forced", Assert.Single(runner.Finished).Why);
    }

    private StepRunner Other(string run, Step step)
    {
        var (store, cache) = _bench.Open();
        var runner = new StepRunner(store, cache, new StepRunOptions { Pipeline = "p", Run = run });
        runner.Add([step]);
        return runner;
    }
}
