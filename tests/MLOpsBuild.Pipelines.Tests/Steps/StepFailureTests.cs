using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class StepFailureTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_failure_is_named_with_what_was_not_run()
    {
        using var runner = _bench.Runner(Bench.Text("data"), Fails("train", "data"), Bench.Text("evaluate", null, "train"), Bench.Text("report", null, "evaluate"));

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => runner.RunAsync(["report"], default));

        Assert.Equal("train", failure.Step);
        Assert.Equal(["evaluate", "report"], failure.Skipped);
        Assert.Equal("Step 'train' failed: out of rows. Not run because of it: evaluate, report.", failure.Message);
        Assert.IsType<InvalidDataException>(failure.InnerException);
        Assert.Equal(["data"], runner.Finished.Select(s => s.Name));
    }

    [Fact]
    public async Task A_failure_cancels_its_siblings()
    {
        var siblingRuns = new TaskCompletionSource();
        var cancelled = false;
        async Task Wait(CancellationToken stop)
        {
            siblingRuns.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException)
            {
                cancelled = true;
                throw;
            }
        }

        async Task Break(CancellationToken stop)
        {
            await siblingRuns.Task.WaitAsync(stop);
            throw new InvalidDataException("broken");
        }

        using var runner = _bench.Runner(Bench.Doing("a", Wait), Bench.Doing("b", Break), Bench.Text("c", null, "a", "b"));

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => runner.RunAsync(["c"], default).WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.True(cancelled);
        Assert.Equal("b", failure.Step);
        Assert.Equal(["a", "c"], failure.Skipped);
    }

    [Fact]
    public async Task A_step_that_gives_up_by_its_own_time_limit_has_failed()
    {
        using var runner = _bench.Runner(Bench.Doing("a", _ => throw new TaskCanceledException("no answer in 5 s")), Bench.Text("b", null, "a"));

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => runner.RunAsync(["b"], default));

        Assert.Equal("a", failure.Step);
        Assert.Equal(["b"], failure.Skipped);
    }

    [Fact]
    public async Task Cancelling_the_run_is_no_failure_of_a_step()
    {
        using var stop = new CancellationTokenSource();
        using var runner = _bench.Runner(Bench.Doing("a", async inner =>
        {
            await stop.CancelAsync();
            inner.ThrowIfCancellationRequested();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync(["a"], stop.Token));
    }

    [Fact]
    public async Task What_had_finished_before_a_failure_is_kept()
    {
        using (var first = _bench.Runner(Bench.Text("data"), Fails("train", "data")))
        {
            await Assert.ThrowsAsync<StepFailedException>(() => first.RunAsync(["train"], default));
        }

        using var second = _bench.Runner(Bench.Text("data"));
        await second.RunAsync(["data"], default);
        Assert.True(Assert.Single(second.Finished).Cached);
    }

    [Fact]
    public async Task A_failed_step_leaves_nothing_in_the_cache()
    {
        var broken = true;
        Step Once() => Bench.Doing("a", _ => broken ? throw new InvalidDataException("broken") : Task.CompletedTask);
        using (var first = _bench.Runner(Once())) await Assert.ThrowsAsync<StepFailedException>(() => first.RunAsync(["a"], default));
        broken = false;
        using var second = _bench.Runner(Once());

        await second.RunAsync(["a"], default);

        Assert.False(Assert.Single(second.Finished).Cached);
    }

    private static Step Fails(string name, params string[] reads) => Bench.Doing(name, _ => throw new InvalidDataException("out of rows"), reads);
}
