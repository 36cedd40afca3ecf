using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What a run would do.</summary>
public static class Forecasts
{
    /// <summary>A line for each step that the artifacts need, and one that counts them. Nothing runs, and nothing is fetched.</summary>
    public static async Task<IReadOnlyList<string>> Tell(Session session, IReadOnlyList<Artifact> artifacts, CancellationToken cancellationToken = default)
    {
        var forecasts = await session.Run.ForecastAsync(artifacts, cancellationToken).ConfigureAwait(false);
        var width = forecasts.Select(f => f.Name.Length).DefaultIfEmpty().Max();
        return [.. forecasts.Select(f => $"{f.Name.PadRight(width)}  {Word(f.Fate),-7}  {f.Why}"), Count(forecasts)];
    }

    /// <summary><c>hit</c>, <c>run</c> or <c>may run</c>.</summary>
    internal static string Word(StepFate fate) => fate switch { StepFate.Hit => "hit", StepFate.Run => "run", _ => "may run" };

    /// <summary>How many there are of each.</summary>
    internal static string Count(IReadOnlyList<StepForecast> forecasts)
    {
        var runs = forecasts.Count(f => f.Fate == StepFate.Run);
        var waits = forecasts.Count(f => f.Fate == StepFate.Waits);
        return $"{forecasts.Count} step{(forecasts.Count == 1 ? "" : "s")}: {runs} would run, {waits} may, {forecasts.Count - runs - waits} would hit. Nothing was run.";
    }
}
