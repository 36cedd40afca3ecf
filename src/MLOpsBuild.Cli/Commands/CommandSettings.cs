using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What surrounds one call of the command line.</summary>
internal sealed record CommandSettings
{
    /// <summary>The current folder; the repository is looked for from here upward.</summary>
    public required string Folder { get; init; }

    /// <summary>The repository's pipelines; the first is the default.</summary>
    public required IReadOnlyList<IPipeline> Pipelines { get; init; }

    /// <summary>Where results and messages go.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>Standard input.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The larger operations.</summary>
    public IOperations Operations { get; init; } = new BuildOperations();
}
