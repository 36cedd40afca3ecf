using System.Linq.Expressions;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>A build as its components see it. A component is an interface that derives from this one and brings targets and parameters.</summary>
public interface INukeBuild
{
    /// <summary>The folder that holds <c>.nuke</c>.</summary>
    AbsolutePath RootDirectory { get; }

    /// <summary>The folder <c>.nuke/temp</c>; not under version control.</summary>
    AbsolutePath TemporaryDirectory { get; }

    /// <summary>Where the build runs.</summary>
    Host Host { get; }

    /// <summary>How much of the log is shown.</summary>
    Verbosity Verbosity { get; }

    /// <summary>Whether a person runs the build.</summary>
    bool IsLocalBuild { get; }

    /// <summary>Whether a continuous integration service runs the build.</summary>
    bool IsServerBuild { get; }

    /// <summary>The part that this machine runs.</summary>
    Partition Partition { get; }

    /// <summary>Whether targets of the last attempt are skipped.</summary>
    bool Continue { get; }

    /// <summary>The planned targets, first to run first.</summary>
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }

    /// <summary>The targets that were asked for, or the default ones.</summary>
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    /// <summary>The targets that were skipped so far.</summary>
    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }

    /// <summary>The targets that have not begun.</summary>
    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }

    /// <summary>The targets that are running.</summary>
    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }

    /// <summary>The targets that were cancelled.</summary>
    IReadOnlyCollection<ExecutableTarget> AbortedTargets { get; }

    /// <summary>The targets that failed.</summary>
    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }

    /// <summary>The targets that succeeded.</summary>
    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }

    /// <summary>The targets that have ended, in whatever way.</summary>
    IReadOnlyCollection<ExecutableTarget> FinishedTargets { get; }

    /// <summary>How every planned target stands, in the plan's order.</summary>
    IReadOnlyList<TargetResult> Results { get; }

    /// <summary>Whether nothing has failed or was cancelled so far.</summary>
    bool IsSucceeding { get; }

    /// <summary>Whether something has failed or was cancelled.</summary>
    bool IsFailing { get; }

    /// <summary>Whether every planned target has ended.</summary>
    bool IsFinished { get; }

    /// <summary>The exit code to end with instead of the one that follows from the targets; null leaves that one.</summary>
    int? ExitCode { get; set; }

    /// <summary>Sets the pairs of the running target in the summary table.</summary>
    /// <exception cref="InvalidOperationException">No target is running in the calling flow.</exception>
    void ReportSummary(Func<SummaryPairs, SummaryPairs> configure);

    /// <summary>The value of a parameter of a component, in its own property: <c>[Parameter] string Source => TryGetValue(() => Source);</c></summary>
    /// <exception cref="BuildConfigurationException">The member is no parameter.</exception>
    protected sealed T? TryGetValue<T>(Expression<Func<T?>> parameter)
        where T : class => (T?)((NukeBuild)this).ValueOf(parameter);

    /// <summary>The value of a parameter of a component that is a value type: <c>[Parameter] int? Count => TryGetValue&lt;int&gt;(() => Count);</c></summary>
    /// <exception cref="BuildConfigurationException">The member is no parameter.</exception>
    protected sealed T? TryGetValue<T>(Expression<Func<object?>> parameter)
        where T : struct => (T?)((NukeBuild)this).ValueOf(parameter);
}
