using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>The record of one execution: what went in, what happened, what came out.</summary>
public sealed record RunRecord
{
    /// <summary>The format's version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Sortable by time: <c>20260131-142501-3579a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The Git commit; null outside of Git.</summary>
    public string? Commit { get; init; }

    /// <summary>The Git branch; null when detached or outside of Git.</summary>
    public string? Branch { get; init; }

    /// <summary>True when the working tree had changes.</summary>
    public bool Dirty { get; init; }

    /// <summary>The runtime.</summary>
    public required string Toolchain { get; init; }

    /// <summary>The class of machine: architecture and cores.</summary>
    public required string MachineClass { get; init; }

    /// <summary>The settings with this run's overrides.</summary>
    public required SortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The steps, by name.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    /// <summary>The verdicts, by gate.</summary>
    public required IReadOnlyList<GateResult> Verdicts { get; init; }

    /// <summary>The metrics; null when the run did not get that far.</summary>
    public EvaluationResult? Evaluation { get; init; }

    /// <summary>The model; null when the run did not get that far.</summary>
    public Digest? Model { get; init; }

    /// <summary>The model package; null when none was made.</summary>
    public Digest? Package { get; init; }
}
