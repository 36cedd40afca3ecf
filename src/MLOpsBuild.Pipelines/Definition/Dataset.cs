using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>A pinned dataset in a pipeline.</summary>
/// <param name="Name">Its name in the data lock.</param>
/// <param name="Partitions">Its partitions, oldest first.</param>
/// <param name="Schema">Its reviewed contract.</param>
/// <param name="SchemaDigest">The digest of the contract's file.</param>
public sealed record Dataset(string Name, IReadOnlyList<Partition> Partitions, DatasetSchema Schema, Digest SchemaDigest)
{
    /// <summary>The column that gives every record its time, and its block, the day.</summary>
    /// <exception cref="ConfigurationException">The contract names none.</exception>
    public string TimeColumn { get; } = Schema.Time ?? throw new ConfigurationException($"The contract of {Name} names no time column: a pipeline needs \"time\".");

    /// <summary>How its files are written, as the data lock says it.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>The contract's verdict on each partition, in order.</summary>
    public required IReadOnlyList<Artifact<GateResult>> Validations { get; init; }

    /// <summary>The summary of each partition, in order.</summary>
    public required IReadOnlyList<Artifact<Profile>> Profiles { get; init; }
}
