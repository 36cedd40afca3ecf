using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Pipelines.Lineage;

/// <summary>What a partition was for.</summary>
public enum PartitionUse
{
    /// <summary>The model was trained on its rows.</summary>
    Training,

    /// <summary>Features of training rows looked back on it.</summary>
    History,

    /// <summary>The model was measured on its rows, or they looked back on it.</summary>
    Evaluation,
}

/// <summary>A partition of a dataset, by its bytes.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its bytes.</param>
public sealed record NamedPartition(string Dataset, string Name, Digest Digest)
{
    /// <summary>As people name it: <c>orders/2024-01</c>.</summary>
    public string Place => $"{Dataset}/{Name}";
}

/// <summary>A partition that went into a model.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Use">What for.</param>
public sealed record UsedPartition(NamedPartition Partition, PartitionUse Use);

/// <summary>A step that a model came through.</summary>
/// <param name="Name">The step.</param>
/// <param name="Code">The digest of its code; null where it was not noted.</param>
/// <param name="Inputs">Input digests by name.</param>
/// <param name="Outputs">Output digests by name.</param>
public sealed record OriginStep(string Name, Digest? Code, SortedDictionary<string, Digest> Inputs, SortedDictionary<string, Digest> Outputs);

/// <summary>One making of a model: a recorded run, or a commit that accepted one.</summary>
public sealed record ModelOrigin
{
    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The model.</summary>
    public required Digest Model { get; init; }

    /// <summary>The run that made it here; null for a commit's.</summary>
    public string? Run { get; init; }

    /// <summary>The run's kind, such as <c>challenger</c>; null for the usual one.</summary>
    public string? Kind { get; init; }

    /// <summary>The commit that the run started from, or the one that accepted the model; null outside of Git.</summary>
    public string? Commit { get; init; }

    /// <summary>True when the commit accepted the model: its pipeline lock names it.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>True when the run's working tree had changes.</summary>
    public bool Dirty { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The package that the run made; null when it made none.</summary>
    public Digest? Package { get; init; }

    /// <summary>The settings.</summary>
    public required SortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The steps that lead to the model, in order of name.</summary>
    public required IReadOnlyList<OriginStep> Steps { get; init; }

    /// <summary>The partitions that went in, in order of place and use.</summary>
    public required IReadOnlyList<UsedPartition> Partitions { get; init; }

    /// <summary>The origin that a record describes; null when its run made no model.</summary>
    /// <param name="record">The record.</param>
    /// <param name="known">The partitions of all data locks: a record of version 1 does not name its own.</param>
    public static ModelOrigin? Of(RunRecord record, PartitionNames known)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(known);
        if (record.Model is not { } model) return null;
        var names = known.With(record.Data.SelectMany(d => d.Partitions.Select(p => new NamedPartition(d.Dataset, p.Name, p.Digest))));
        var flow = new StepFlow([.. record.Steps.Select(s => new OriginStep(s.Name, s.Code, s.Inputs, s.Outputs))]);
        return new ModelOrigin
        {
            Pipeline = record.Pipeline,
            Model = model,
            Run = record.Id,
            Kind = record.Kind,
            Commit = record.Commit,
            Dirty = record.Dirty,
            At = record.Started,
            Package = record.Package,
            Parameters = record.Parameters,
            Steps = flow.Behind(model),
            Partitions = flow.Partitions(model, names),
        };
    }

    /// <summary>The origin that a commit's pipeline lock describes.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="accepted">Its lock.</param>
    /// <param name="known">The partitions of all data locks.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="at">Its date.</param>
    public static ModelOrigin Of(string pipeline, PipelineLock accepted, PartitionNames known, string commit, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var flow = new StepFlow([.. accepted.Steps.Select(s => new OriginStep(s.Key, null, s.Value.Inputs, s.Value.Outputs))]);
        return new ModelOrigin
        {
            Pipeline = pipeline,
            Model = accepted.Model,
            Commit = commit,
            IsAccepted = true,
            At = at,
            Parameters = accepted.Parameters,
            Steps = flow.Behind(accepted.Model),
            Partitions = flow.Partitions(accepted.Model, known),
        };
    }
}
