using System.Collections.Concurrent;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class StepRunnerTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly ConcurrentQueue<string> _ran = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Steps_run_in_the_order_of_their_data()
    {
        using var runner = _bench.Runner(Chain());

        await runner.RunAsync(["c"], default);

        Assert.Equal(["a", "b", "c"], _ran);
        Assert.Equal("a+b+c", runner.Reader().ReadJson(Bench.Out("c")));
    }

    [Fact]
    public async Task Only_what_is_asked_for_runs()
    {
        using var runner = _bench.Runner([.. Chain(), Bench.Text("aside", _ran.Enqueue)]);

        await runner.RunAsync(["b"], default);

        Assert.Equal(["a", "b"], _ran);
        Assert.Throws<InvalidOperationException>(() => runner.DigestOf(Bench.Out("c")));
    }

    [Fact]
    public async Task A_step_that_two_others_read_runs_once()
    {
        using var runner = _bench.Runner(Bench.Text("a", _ran.Enqueue), Bench.Text("b", null, "a"), Bench.Text("c", null, "a"), Bench.Text("d", null, "b", "c"));

        await runner.RunAsync(["d", "c"], default);
        await runner.RunAsync(["d"], default);

        Assert.Equal(["a"], _ran);
        Assert.Equal("a+b+a+c+d", runner.Reader().ReadJson(Bench.Out("d")));
    }

    [Fact]
    public async Task A_second_run_takes_everything_from_the_cache_and_says_from_where()
    {
        using (var first = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "run-1", Branch = "main" }, Chain())) await first.RunAsync(["c"], default);
        _ran.Clear();
        using var second = _bench.Runner(Chain());

        await second.RunAsync(["c"], default);

        Assert.Empty(_ran);
        Assert.All(second.Finished, step => Assert.True(step.Cached));
        Assert.All(second.Finished, step => Assert.Equal("hit, from run run-1 on branch main", step.Why));
        Assert.Equal("a+b+c", second.Reader().ReadJson(Bench.Out("c")));
    }

    [Fact]
    public async Task The_first_run_says_that_it_is_the_first()
    {
        using var runner = _bench.Runner(Chain());

        await runner.RunAsync(["a"], default);

        Assert.Equal("first run in this checkout", Assert.Single(runner.Finished).Why);
    }

    [Fact]
    public async Task A_changed_parameter_runs_its_step_and_stops_where_the_bytes_are_the_same()
    {
        using (var first = _bench.Runner(Settings("200"))) await first.RunAsync(["b"], default);
        using var second = _bench.Runner(Settings("300"));

        await second.RunAsync(["b"], default);

        Assert.Equal(["parameter trees 200 → 300", "hit, from run run-1"], second.Finished.Select(s => s.Why));

        static Step[] Settings(string trees)
        {
            var a = Bench.Text("a");
            a.Parameters["trees"] = trees;
            return [a, Bench.Text("b", null, "a")];
        }
    }

    [Fact]
    public async Task A_forced_step_runs_again_and_only_it()
    {
        using (var first = _bench.Runner(Chain())) await first.RunAsync(["c"], default);
        _ran.Clear();
        using var second = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "run-2", Force = new HashSet<string> { "b" } }, Chain());

        await second.RunAsync(["c"], default);

        Assert.Equal(["b"], _ran);
        Assert.Equal("forced", second.Finished.Single(s => !s.Cached).Why);
    }

    [Fact]
    public async Task Without_the_cache_everything_runs_and_is_kept_again()
    {
        using (var first = _bench.Runner(Chain())) await first.RunAsync(["c"], default);
        _ran.Clear();
        using (var second = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "run-2", NoCache = true }, Chain()))
        {
            await second.RunAsync(["c"], default);
            Assert.All(second.Finished, step => Assert.Equal("run without the cache", step.Why));
        }

        Assert.Equal(["a", "b", "c"], _ran);
        using var third = _bench.Runner(Chain());
        await third.RunAsync(["c"], default);
        Assert.All(third.Finished, step => Assert.Equal("hit, from run run-2", step.Why));
    }

    [Fact]
    public async Task Independent_steps_run_side_by_side()
    {
        using var bothAreHere = new Barrier(2);
        Task Meet(CancellationToken stop) => Task.Run(() => bothAreHere.SignalAndWait(stop), stop);
        using var runner = _bench.Runner(Bench.Doing("a", Meet), Bench.Doing("b", Meet), Bench.Text("c", null, "a", "b"));

        await runner.RunAsync(["c"], default).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, runner.Finished.Count);
    }

    [Fact]
    public async Task No_more_steps_run_at_once_than_there_are_threads()
    {
        var (now, most) = (0, 0);
        Task Count(CancellationToken stop)
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            Thread.Yield();
            Interlocked.Decrement(ref now);
            return Task.CompletedTask;
        }

        using var runner = _bench.Runner(Enumerable.Range(0, 40).Select(i => Bench.Doing($"s{i}", Count)));

        await runner.RunAsync([.. Enumerable.Range(0, 40).Select(i => $"s{i}")], default);

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Every_finished_step_is_told_of()
    {
        var told = new ConcurrentBag<string>();
        using var runner = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "r", Finished = step => told.Add(step.Name) }, Chain());

        await runner.RunAsync(["c"], default);

        Assert.Equal(["a", "b", "c"], told.Order());
    }

    [Fact]
    public void Two_steps_of_one_name_are_refused()
    {
        using var runner = _bench.Runner(Bench.Text("a"));

        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => runner.Add([Bench.Text("a")])).Message, StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value) Interlocked.CompareExchange(ref most, value, seen);
    }

    private Step[] Chain() => [Bench.Text("c", _ran.Enqueue, "b"), Bench.Text("b", _ran.Enqueue, "a"), Bench.Text("a", _ran.Enqueue)];
}
