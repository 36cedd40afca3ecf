namespace MLOpsBuild.GitHub.Workflows;

/// <summary>A workflow of GitHub Actions, as far as this project uses them.</summary>
public sealed record Workflow
{
    /// <summary>The name that GitHub shows.</summary>
    public required string Name { get; init; }

    /// <summary>The command that generates the file, named in its first line.</summary>
    public string GeneratedBy { get; init; } = WorkflowYaml.Generator;

    /// <summary>What it is for: one or more comment lines at the head of the file.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>The events that start it.</summary>
    public required Triggers On { get; init; }

    /// <summary>What its token may do.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>Which runs exclude each other.</summary>
    public required Concurrency Concurrency { get; init; }

    /// <summary>Environment variables of all steps.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>Its jobs; at least one.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }
}

/// <summary>Runs of one group never overlap.</summary>
/// <param name="Group">The group's name; may contain an expression.</param>
/// <param name="CancelInProgress">Whether a newer run ends an older one, as a flag or an expression: <c>true</c>, <c>false</c> or <c>${{ … }}</c>.</param>
public sealed record Concurrency(string Group, string CancelInProgress);

/// <summary>A job on a machine of its own.</summary>
public sealed record Job
{
    /// <summary>Its key in the file.</summary>
    public required string Id { get; init; }

    /// <summary>The jobs that must have ended well before; empty for none.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Runs the job once for each value, side by side, which expressions read as <c>matrix.NAME</c>; null to run it once. One that fails does not stop the others.</summary>
    public Matrix? Matrix { get; init; }

    /// <summary>The runner's label.</summary>
    public required string RunsOn { get; init; }

    /// <summary>The condition under which it runs; null for always.</summary>
    public string? If { get; init; }

    /// <summary>Why the condition is there, on the line above it.</summary>
    public string? IfReason { get; init; }

    /// <summary>What its token may do, in place of what the workflow's may; null for the same.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The environment of GitHub that it deploys to, whose reviewers are asked first; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>After this many minutes it is ended; at least 1.</summary>
    public required int TimeoutMinutes { get; init; }

    /// <summary>Its steps, in order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>The values for which a job runs.</summary>
/// <param name="Name">The value's name in expressions.</param>
/// <param name="Values">The values.</param>
public sealed record Matrix(string Name, IReadOnlyList<int> Values);
