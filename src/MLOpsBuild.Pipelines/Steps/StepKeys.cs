using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>The keys of steps, and what changed in them.</summary>
internal sealed class StepKeys(ContentStore store, StepCache cache, StepRunOptions options)
{
    private readonly StepCode _code = new(store, cache.CodeFolder, options.Code);

    /// <summary>A step's key.</summary>
    /// <param name="step">The step.</param>
    /// <param name="digestOf">The digests of other steps' outputs.</param>
    public StepKey Of(Step step, Func<Artifact, Digest> digestOf)
    {
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var input in step.Inputs) inputs[input.Name] = input.Pinned ?? digestOf(input.Artifact!);
        var toolchain = $"{options.Toolchain}{(step.MachineClass is { } machine ? $", {machine}" : "")}";
        return new StepKey(step.Name, _code.Of(step), step.Parameters, inputs, toolchain);
    }

    /// <summary>Why a step runs whose result was not found.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="refusal">Why a shared result is not used; null for none.</param>
    public string WhyRun(StepKey key, string? refusal)
    {
        if (WhyForced(key.Step) is { } forced) return forced;
        return Difference(key) + (refusal is null ? "" : $" (! {refusal})");
    }

    /// <summary>Why a step runs whatever is known; null when it does not.</summary>
    public string? WhyForced(string step) => options.Force.Contains(step) ? "forced" : options.NoCache ? "run without the cache" : null;

    private string Difference(StepKey key)
    {
        if (cache.Last(options.Pipeline, key.Step) is not { } last) return "first run in this checkout";
        var differences = KeyDifference.Describe(last, key, store, options.Sources);
        return differences.Count == 0 ? "its result was not kept" : string.Join("; ", differences);
    }
}
