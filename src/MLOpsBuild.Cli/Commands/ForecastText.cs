using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What a run would do, as text.</summary>
internal static class ForecastText
{
    public static Reply Of(IReadOnlyList<StepForecast> forecasts) => new(
        new { steps = forecasts.Select(f => new { f.Name, Fate = Forecasts.Word(f.Fate), f.Why }) },
        Grid.Of(forecasts, ("step", f => f.Name), ("would", f => Forecasts.Word(f.Fate)), ("why", f => f.Why)),
        new Lines([Forecasts.Count(forecasts)]))
    {
        Essence = [.. forecasts.Where(f => f.Fate != StepFate.Hit).Select(f => f.Name)],
    };
}
