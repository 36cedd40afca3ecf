namespace MLOpsBuild.GitHub.Workflows;

/// <summary>The events that start a workflow. One of null does not start it.</summary>
public sealed record Triggers
{
    /// <summary>A pull request is opened or gets new commits. The variant that runs with the base's secrets cannot be expressed.</summary>
    public bool PullRequest { get; init; }

    /// <summary>A push.</summary>
    public PushTrigger? Push { get; init; }

    /// <summary>Another workflow ends.</summary>
    public WorkflowRunTrigger? WorkflowRun { get; init; }

    /// <summary>Times as five-field cron expressions in UTC.</summary>
    public IReadOnlyList<string> Schedule { get; init; } = [];

    /// <summary>A person starts it, with these inputs.</summary>
    public DispatchTrigger? Dispatch { get; init; }

    /// <summary>A program starts it through the API, with one of these event types.</summary>
    public IReadOnlyList<string> RepositoryDispatch { get; init; } = [];
}

/// <summary>A push to one of the branches that touches one of the paths.</summary>
/// <param name="Branches">Branch names or patterns.</param>
/// <param name="Paths">File patterns; empty for any file.</param>
public sealed record PushTrigger(IReadOnlyList<string> Branches, IReadOnlyList<string> Paths);

/// <summary>The end of a run of another workflow on one of the branches.</summary>
/// <param name="Workflows">The other workflows' names, not their files.</param>
/// <param name="Branches">Branch names, empty for any; a fork may use the same names, so the job has to check where the run came from.</param>
public sealed record WorkflowRunTrigger(IReadOnlyList<string> Workflows, IReadOnlyList<string> Branches);

/// <summary>A start by hand.</summary>
/// <param name="Inputs">What the person is asked for; may be empty.</param>
public sealed record DispatchTrigger(IReadOnlyList<DispatchInput> Inputs);

/// <summary>A text that the person who starts a workflow may give.</summary>
/// <param name="Name">Its name in expressions: <c>reason</c>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Default">Its value when nothing is given.</param>
public sealed record DispatchInput(string Name, string Description, string Default = "");
