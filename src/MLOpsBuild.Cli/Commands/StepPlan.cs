using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The steps that a pipeline's release consists of, by name. <c>features</c> names all of <c>features@…</c>.</summary>
internal sealed class StepPlan
{
    private readonly SortedDictionary<string, Artifact> _steps = new(StringComparer.Ordinal);

    public StepPlan(Release release)
    {
        Artifact[] last = [release.Model, release.Evaluation, release.Predictions, .. release.Convergence is { } convergence ? (Artifact[])[convergence] : []];
        foreach (var artifact in (Artifact[])[.. release.Features.Dataset.Validations, .. release.Features.Dataset.Profiles, .. release.Features.Parts, .. last]) _steps.TryAdd(artifact.Step, artifact);
    }

    /// <summary>One artifact of every step.</summary>
    public IReadOnlyCollection<Artifact> All => _steps.Values;

    /// <summary>The names of steps and of groups of steps, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _steps.Keys.Concat(_steps.Keys.Select(Group)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The steps that a name means.</summary>
    /// <exception cref="ConfigurationException">It means none.</exception>
    public IReadOnlyList<Artifact> Find(string name)
    {
        var found = _steps.Where(s => s.Key == name || Group(s.Key) == name).Select(s => s.Value).ToArray();
        // The short names first: there are many features@… and few people look for one of them.
        return found.Length > 0 ? found : throw new ConfigurationException($"No step is named '{name}'. {NearestName.Hint(name, [.. Names.OrderBy(n => n.Contains('@', StringComparison.Ordinal))])}");
    }

    private static string Group(string step) => step.Split('@')[0];
}
