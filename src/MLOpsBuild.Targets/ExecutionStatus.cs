namespace MLOpsBuild.Targets;

/// <summary>Where a target of the plan stands.</summary>
public enum ExecutionStatus
{
    /// <summary>It waits for its turn.</summary>
    Scheduled,

    /// <summary>Its actions are running.</summary>
    Running,

    /// <summary>All its actions ended well.</summary>
    Succeeded,

    /// <summary>An action failed.</summary>
    Failed,

    /// <summary>A condition, <c>--skip</c> or another skipped target kept it from running.</summary>
    Skipped,

    /// <summary>An earlier failure or a cancellation kept it from running.</summary>
    NotRun,

    /// <summary>The build was cancelled while it was running.</summary>
    Aborted,

    /// <summary>It has no actions: it only gathers other targets, and all that it waits for is done.</summary>
    Collective,
}
