using System.Reflection;
using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>One input of a step: another step's output, or bytes that are pinned by digest.</summary>
/// <param name="Name">Its name in the step's key.</param>
/// <param name="Artifact">The step's output; null for pinned bytes.</param>
/// <param name="Pinned">The digest of pinned bytes; null for a step's output.</param>
public sealed record StepInput(string Name, Artifact? Artifact, Digest? Pinned);

/// <summary>A pure function of digests and parameters to outputs: the unit of caching.</summary>
public sealed class Step
{
    /// <summary>Unique in its pipeline: <c>train</c>, <c>features@2001-04</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it reads.</summary>
    public IReadOnlyList<StepInput> Inputs { get; init; } = [];

    /// <summary>Every setting that decides its result.</summary>
    public SortedDictionary<string, string> Parameters { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Methods whose code, with everything that it reaches, is part of the key.</summary>
    public IReadOnlyList<MethodBase> Methods { get; init; } = [];

    /// <summary>Types all of whose methods count in the same way: trainers, feature sets.</summary>
    public IReadOnlyList<Type> Types { get; init; } = [];

    /// <summary>The class of machine, for results that depend on it; null for all others.</summary>
    public string? MachineClass { get; init; }

    /// <summary>Which of the verdicts that the step comes to may be kept; null for a step that comes to none.</summary>
    public KeptVerdicts? Kept { get; init; }

    /// <summary>The work.</summary>
    public required Func<StepContext, CancellationToken, Task> Execute { get; init; }
}
