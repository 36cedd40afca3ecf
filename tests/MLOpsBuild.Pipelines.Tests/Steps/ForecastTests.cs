using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class ForecastTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Of_a_first_run_the_first_step_would_run_and_the_rest_waits_for_it()
    {
        using var runner = _bench.Runner(Steps("200", _ => Assert.Fail("It ran.")));

        var forecasts = await runner.ForecastAsync(["c"], default);

        Assert.Equal([("a", StepFate.Run), ("b", StepFate.Waits), ("c", StepFate.Waits)], forecasts.Select(f => (f.Name, f.Fate)));
        Assert.Equal(["first run in this checkout", "only if what a would make has changed", "only if what b would make has changed"], forecasts.Select(f => f.Why));
        Assert.Empty(runner.Finished);
    }

    [Fact]
    public async Task What_is_known_is_a_hit_and_a_changed_parameter_is_named()
    {
        await RunAsync(Steps("200"));
        using var runner = _bench.Runner(Steps("300"));

        var forecasts = await runner.ForecastAsync(["c"], default);

        Assert.Equal(["hit, from run run-1", "parameter trees 200 → 300", "only if what b would make has changed"], forecasts.Select(f => f.Why));
    }

    [Fact]
    public async Task Forced_steps_would_run_wherever_they_stand()
    {
        await RunAsync(Steps("200"));
        using var runner = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "r", Force = new HashSet<string> { "a", "c" } }, Steps("200"));

        var forecasts = await runner.ForecastAsync(["c"], default);

        Assert.Equal([StepFate.Run, StepFate.Waits, StepFate.Run], forecasts.Select(f => f.Fate));
        Assert.Equal("forced", forecasts[2].Why);
    }

    [Fact]
    public async Task A_forecast_changes_nothing_that_a_run_would_say()
    {
        await RunAsync(Steps("200"));
        using (var asked = _bench.Runner(Steps("300"))) await asked.ForecastAsync(["c"], default);

        var ran = await RunAsync(Steps("300"));

        Assert.Equal("parameter trees 200 → 300", ran.Single(s => s.Name == "b").Why);
    }

    private async Task<IReadOnlyList<StepRun>> RunAsync(Step[] steps)
    {
        using var runner = _bench.Runner(steps);
        await runner.RunAsync(["c"], default);
        return runner.Finished;
    }

    private static Step[] Steps(string trees, Action<string>? ran = null)
    {
        var b = Bench.Text("b", ran, "a");
        b.Parameters["trees"] = trees;
        return [Bench.Text("a", ran), b, Bench.Text("c", ran, "b")];
    }
}
