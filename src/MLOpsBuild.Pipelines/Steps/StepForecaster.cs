namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Says what a run would do: goes through the steps in the order of their data, with the results that are known.</summary>
internal sealed class StepForecaster(IReadOnlyDictionary<string, Step> steps, StepKeys keys, StepFinder finder)
{
    private readonly Dictionary<string, StepResult> _results = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StepForecast> _forecasts = new(StringComparer.Ordinal);

    /// <summary>Of the named steps and everything that they read, by name.</summary>
    public async Task<IReadOnlyList<StepForecast>> OfAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names) await VisitAsync(steps[name], cancellationToken).ConfigureAwait(false);
        return [.. _forecasts.Values];
    }

    private async Task VisitAsync(Step step, CancellationToken cancellationToken)
    {
        if (_forecasts.ContainsKey(step.Name)) return;
        var before = step.Inputs.Select(i => i.Artifact?.Step).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in before) await VisitAsync(steps[name], cancellationToken).ConfigureAwait(false);
        var open = before.Where(name => !_results.ContainsKey(name)).ToArray();
        _forecasts[step.Name] = finder.IsForced(step) || open.Length == 0
            ? await JudgeAsync(step, open, cancellationToken).ConfigureAwait(false)
            : new StepForecast(step.Name, StepFate.Waits, $"only if what {string.Join(", ", open)} would make has changed");
    }

    private async Task<StepForecast> JudgeAsync(Step step, string[] open, CancellationToken cancellationToken)
    {
        if (open.Length > 0) return new StepForecast(step.Name, StepFate.Run, keys.WhyForced(step.Name)!);
        var key = keys.Of(step, artifact => _results[artifact.Step].Outputs[artifact.Output]);
        using var found = await finder.PeekAsync(step, key.ToDigest(), cancellationToken).ConfigureAwait(false);
        if (found.Result is not { } result) return new StepForecast(step.Name, StepFate.Run, keys.WhyRun(key, found.Refusal));
        _results[step.Name] = result;
        return new StepForecast(step.Name, StepFate.Hit, found.Why!);
    }
}
