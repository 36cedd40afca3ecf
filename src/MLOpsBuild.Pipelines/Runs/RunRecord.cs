using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>The record of one execution: what went in, what happened, what came out.</summary>
public sealed record RunRecord
{
    /// <summary>The newest version of the format that this library knows.</summary>
    public const int NewestVersion = 2;

    /// <summary>The format's version. Version 1 lacks what is said to be empty in it.</summary>
    public int Version { get; init; } = NewestVersion;

    /// <summary>Sortable by time: <c>20260131-142501-3579a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Another kind of run of the same pipeline, such as <c>challenger</c>; null for the usual one.</summary>
    public string? Kind { get; init; }

    /// <summary>How far it came.</summary>
    public RunState State { get; init; }

    /// <summary>What ended it early; null when nothing did.</summary>
    public RunFailure? Failure { get; init; }

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

    /// <summary>The seeds of the steps that draw random numbers, by step; empty in version 1.</summary>
    public SortedDictionary<string, string> Seeds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Worker threads; 0 in version 1.</summary>
    public int Threads { get; init; }

    /// <summary>The rows that it used; empty in version 1.</summary>
    public IReadOnlyList<RunData> Data { get; init; } = [];

    /// <summary>What it needed of the machine's memory; null in version 1.</summary>
    public RunMemory? Memory { get; init; }

    /// <summary>The steps, by name.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    /// <summary>The verdicts, by gate.</summary>
    public required IReadOnlyList<GateResult> Verdicts { get; init; }

    /// <summary>The metrics; null when the run did not get that far.</summary>
    public EvaluationResult? Evaluation { get; init; }

    /// <summary>How the metrics were computed; null when there are none, and in version 1.</summary>
    public RunMeasuring? Measuring { get; init; }

    /// <summary>The loss after each iteration, by kind of rows (<c>training</c>, <c>validation</c>); null where it was no number. Empty in version 1, and for methods that do not iterate.</summary>
    public SortedDictionary<string, IReadOnlyList<double?>> LearningCurves { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What it made, by name: <c>metrics</c>, <c>model</c>, <c>package</c>, <c>predictions</c>. Empty in version 1.</summary>
    public SortedDictionary<string, RunArtifact> Artifacts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The model; null when the run did not get that far.</summary>
    public Digest? Model { get; init; }

    /// <summary>The model package; null when none was made.</summary>
    public Digest? Package { get; init; }
}
