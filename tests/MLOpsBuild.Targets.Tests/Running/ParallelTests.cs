using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests.Running;

public sealed class ParallelTests : IDisposable
{
    private readonly BuildFixture _fixture = new() { Processors = 2 };
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    /// <summary>Left and Right meet: each ends only when the other one has begun.</summary>
    private sealed class Meeting : NotingBuild
    {
        private readonly TaskCompletionSource _left = new();
        private readonly TaskCompletionSource _right = new();
        private int _running;

        Target Base => _ => _.Executes(Ran);

        Target Left => _ => _.DependsOn(Base).Executes(async () =>
        {
            Log.Information("left 1");
            _left.SetResult();
            await _right.Task;
            Log.Information("left 2");
        });

        Target Right => _ => _.DependsOn(Base).Executes(async () =>
        {
            Log.Information("right 1");
            _right.SetResult();
            await _left.Task;
            Log.Information("right 2");
        });

        Target Top => _ => _.DependsOn(Left, Right).Executes(Ran);

        Target One => _ => _.Executes(Count);

        Target Two => _ => _.Executes(Count);

        Target Three => _ => _.Executes(Count);

        private async Task Count()
        {
            Note($"at once: {Interlocked.Increment(ref _running) <= 2}");
            await Task.Yield();
            Interlocked.Decrement(ref _running);
        }
    }

    [Fact]
    public async Task Independent_targets_run_at_once_and_the_shared_dependency_once()
    {
        Assert.Equal(0, await _fixture.Run<Meeting>("Top"));
        Assert.Equal(["Base", "Top"], _notes);
    }

    [Fact]
    public async Task Output_of_targets_that_run_at_once_is_kept_apart()
    {
        await _fixture.Run<Meeting>("Top");

        var said = _fixture.Lines.Where(l => l.Contains("[INF]", StringComparison.Ordinal) || l.StartsWith('║')).Select(l => l[(l.LastIndexOf(']') + 1)..].Trim());
        Assert.Equal(["║ Base", "║ Right", "right 1", "right 2", "║ Left", "left 1", "left 2", "║ Top"], said);
    }

    [Theory]
    [InlineData("--degree 2")]
    [InlineData("--parallel 2")]
    [InlineData("--parallel")]
    [InlineData("")]
    public async Task Never_more_targets_than_the_bound_run_at_once(string option)
    {
        Assert.Equal(0, await _fixture.Run<Meeting>($"One Two Three {option}"));
        Assert.Equal(["at once: True", "at once: True", "at once: True"], _notes);
    }

    [Theory]
    [InlineData("--degree 0")]
    [InlineData("--parallel=-1")]
    public async Task Bound_below_one_is_an_error(string option) => Assert.Equal(2, await _fixture.Run<Meeting>($"One {option}"));

    private sealed class Cancelled : NotingBuild
    {
        public static readonly AsyncLocal<CancellationTokenSource?> Source = new();

        Target Waits => _ => _.Executes(async cancellation =>
        {
            Note("waits");
            await Source.Value!.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });

        Target AlsoWaits => _ => _.Before(Waits).Executes(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken));

        Target Later => _ => _.DependsOn(Waits).Executes(Ran);

        Target CleanUp => _ => _.After(Later).AssuredAfterFailure().Executes(() =>
        {
            CancellationToken.ThrowIfCancellationRequested();
            Ran();
        });

        Target Ends => _ => _.Executes(() => Source.Value!.Cancel());

        Target Third => _ => _.Executes(Both);

        Target Fourth => _ => _.Executes(Both);

        private static async Task Both(CancellationToken cancellation)
        {
            Note("begun");
            if (Source.Value is { } source && SecondOne()) await source.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }

        private static bool SecondOne() => Interlocked.Increment(ref s_begun) % 2 == 0;

        private static int s_begun;
    }

    [Fact]
    public async Task Cancellation_aborts_what_runs_keeps_the_rest_from_running_and_runs_what_is_assured()
    {
        Cancelled.Source.Value = _fixture.Cancellation;

        Assert.Equal(130, await _fixture.Run<Cancelled>("Later CleanUp"));

        Assert.Equal(["waits", "CleanUp"], _notes);
        Assert.Contains(_fixture.Lines, l => l.StartsWith("Waits", StringComparison.Ordinal) && l.Contains("Aborted", StringComparison.Ordinal));
        Assert.Contains(_fixture.Lines, l => l.StartsWith("Later", StringComparison.Ordinal) && l.Contains("NotRun", StringComparison.Ordinal));
        Assert.EndsWith("Build cancelled (exit code 130).\n", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_reaches_every_running_target()
    {
        Cancelled.Source.Value = _fixture.Cancellation;

        Assert.Equal(130, await _fixture.Run<Cancelled>("Third Fourth"));
        Assert.Equal(["begun", "begun"], _notes);
    }

    [Fact]
    public async Task Build_that_was_cancelled_at_its_very_end_is_what_its_targets_are()
    {
        Cancelled.Source.Value = _fixture.Cancellation;

        Assert.Equal(0, await _fixture.Run<Cancelled>("Ends"));
    }

    [Fact]
    public async Task Build_that_is_cancelled_before_it_starts_runs_nothing()
    {
        await _fixture.Cancellation.CancelAsync();

        Assert.Equal(130, await _fixture.Run<Meeting>("Top"));
        Assert.Empty(_notes);
    }

    private sealed class SiblingFails : NotingBuild
    {
        private readonly TaskCompletionSource _failing = new();

        Target Slow => _ => _.Executes(async () =>
        {
            await _failing.Task;
            Ran();
        });

        Target Fails => _ => _.Executes(() => throw new TargetFailedException("no"));

        Target Later => _ => _.DependsOn(Slow).Executes(Ran);

        Target CleanUp => _ => _.AssuredAfterFailure().After(Fails).Executes(Ran);

        protected internal override void OnTargetFailed(string target) => _failing.SetResult();
    }

    [Fact]
    public async Task Running_siblings_of_a_failed_target_may_end_before_the_assured_ones_start()
    {
        Assert.Equal(1, await _fixture.Run<SiblingFails>("Later Fails CleanUp"));
        Assert.Equal(["Slow", "CleanUp"], _notes);
    }
}
