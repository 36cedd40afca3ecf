using System.Reflection;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>A test of something outside of the data flow, whose verdict is kept like any step's result.</summary>
/// <param name="Name">The gate's name.</param>
/// <param name="Inputs">Digests of everything that it looks at.</param>
/// <param name="Run">The test.</param>
public sealed record Check(string Name, SortedDictionary<string, Digest> Inputs, Func<CancellationToken, Task<GateResult>> Run)
{
    /// <summary>Settings that decide its verdict.</summary>
    public SortedDictionary<string, string> Parameters { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Types whose code decides its verdict.</summary>
    public IReadOnlyList<Type> Types { get; init; } = [];

    /// <summary>The class of machine, for verdicts about speed and fit; null for all others.</summary>
    public string? MachineClass { get; init; }

    /// <summary>Which verdicts are kept. Default: passes.</summary>
    public KeptVerdicts Kept { get; init; } = KeptVerdicts.Passes;

    /// <summary>True when the verdict is shown and decides nothing.</summary>
    public bool IsReport { get; init; }

    internal IReadOnlyList<MethodBase> Methods => Types.Count == 0 ? [Run.Method] : [];
}
