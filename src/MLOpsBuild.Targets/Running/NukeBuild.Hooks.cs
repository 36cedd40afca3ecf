namespace MLOpsBuild.Targets.Running;

// What a build may override. The hooks of targets are called one at a time, also when targets run at once.
public abstract partial class NukeBuild
{
    /// <summary>Called when parameters have their values, before the plan is made.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when the plan is made, before anything runs.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after that, still before anything runs. A build that answers has done all that it was asked for, such as a dry run, and no target runs.</summary>
    /// <returns>The exit code; by default null, which runs the targets.</returns>
    protected internal virtual Task<int?> InsteadOfTargets() => Task.FromResult<int?>(null);

    /// <summary>Called when everything has ended, before the summary is shown.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before the actions of a target.</summary>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called when a target is skipped.</summary>
    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called when all actions of a target have ended well.</summary>
    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called when an action of a target has failed.</summary>
    protected internal virtual void OnTargetFailed(string target)
    {
    }

    /// <summary>Says what an exception of an action means; null leaves it to the engine.</summary>
    /// <returns>The exit code; 1 to 255.</returns>
    protected internal virtual int? ExitCodeOf(Exception exception) => null;

    /// <summary>What is appended to the summary of the job, where the host has one: the file of <c>GITHUB_STEP_SUMMARY</c>.</summary>
    /// <param name="summary">The summary table as Markdown; secrets are masked in whatever is returned.</param>
    /// <returns>Markdown, by default the table itself; null appends nothing.</returns>
    protected internal virtual string? StepSummary(string summary) => summary;
}
