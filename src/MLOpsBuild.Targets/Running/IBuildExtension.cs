using MLOpsBuild.Targets.Definition;

namespace MLOpsBuild.Targets.Running;

/// <summary>Takes part in the course of a build.</summary>
public interface IBuildExtension
{
    /// <summary>The greater one is called first.</summary>
    float Priority { get; }
}

/// <summary>Is called when parameters have their values.</summary>
public interface IOnBuildCreated : IBuildExtension
{
    /// <param name="executableTargets">All targets of the build.</param>
    void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets);
}

/// <summary>Is called when the plan is made, before anything runs.</summary>
public interface IOnBuildInitialized : IBuildExtension
{
    /// <param name="executableTargets">All targets of the build.</param>
    /// <param name="executionPlan">The planned ones, first to run first.</param>
    void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan);
}

/// <summary>Is called before the actions of a target.</summary>
public interface IOnTargetRunning : IBuildExtension
{
    /// <param name="target">The target.</param>
    void OnTargetRunning(ExecutableTarget target);
}

/// <summary>Is called when a target is skipped.</summary>
public interface IOnTargetSkipped : IBuildExtension
{
    /// <param name="target">The target.</param>
    void OnTargetSkipped(ExecutableTarget target);
}

/// <summary>Is called when all actions of a target have ended well.</summary>
public interface IOnTargetSucceeded : IBuildExtension
{
    /// <param name="target">The target.</param>
    void OnTargetSucceeded(ExecutableTarget target);
}

/// <summary>Is called when an action of a target has failed.</summary>
public interface IOnTargetFailed : IBuildExtension
{
    /// <param name="target">The target.</param>
    void OnTargetFailed(ExecutableTarget target);
}

/// <summary>Is called when a target has set pairs of its line in the summary.</summary>
public interface IOnTargetSummaryUpdated : IBuildExtension
{
    /// <param name="build">The build.</param>
    /// <param name="target">The target.</param>
    void OnTargetSummaryUpdated(INukeBuild build, ExecutableTarget target);
}

/// <summary>Is called when everything has ended, before the summary is shown.</summary>
public interface IOnBuildFinished : IBuildExtension
{
    /// <summary>The build has ended.</summary>
    void OnBuildFinished();
}
