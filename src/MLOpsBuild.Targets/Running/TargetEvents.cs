using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>Carries the runner's events to output, attempt file and the hooks of the build.</summary>
internal sealed class TargetEvents(NukeBuild build, AttemptFile attempt, RoutedWriter console) : ITargetEvents
{
    /// <summary>True when a hook of the build has thrown: a defect, whatever the targets say.</summary>
    public bool HookFailed { get; private set; }

    public void Running(TargetRun run)
    {
        build.Context.Groups.Open(run.Name);
        Call<IOnTargetRunning>(run, e => e.OnTargetRunning(run.Target), build.OnTargetRunning);
    }

    public void Skipped(TargetRun run) => Call<IOnTargetSkipped>(run, e => e.OnTargetSkipped(run.Target), build.OnTargetSkipped);

    public void Ended(TargetRun run, Exception? exception)
    {
        console.EndLine(run.Name);
        if (exception is not null) Tell(run, exception);
        if (run.Status == ExecutionStatus.Succeeded) attempt.Add(run.Name);
        if (run.Status == ExecutionStatus.Succeeded) Call<IOnTargetSucceeded>(run, e => e.OnTargetSucceeded(run.Target), build.OnTargetSucceeded);
        else if (run.Status == ExecutionStatus.Failed) Call<IOnTargetFailed>(run, e => e.OnTargetFailed(run.Target), build.OnTargetFailed);
        build.Context.Groups.Close(run.Name);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A hook is code of the build: it must not take the runner down while targets are running.")]
    public void Guard(string? target, Action hook)
    {
        try
        {
            hook();
        }
        catch (Exception exception)
        {
            HookFailed = true;
            build.Context.Log.Write(LogLevel.Error, target, $"A hook of the build failed: {FailurePolicy.SummaryOf(exception)}", exception);
        }
    }

    private void Call<T>(TargetRun run, Action<T> extension, Action<string> hook)
        where T : IBuildExtension
    {
        Guard(run.Name, () => build.Extensions.Call(extension));
        Guard(run.Name, () => hook(run.Name));
    }

    /// <summary>A stack trace helps with defects only; the message of any other failure was written for people.</summary>
    private void Tell(TargetRun run, Exception exception)
    {
        var isDefect = run.ExitCode == ExitCodes.Defect;
        var text = isDefect || exception is not TargetFailedException ? $"{exception.GetType().Name}: {exception.Message}" : exception.Message;
        build.Context.Log.Write(LogLevel.Error, run.Name, text, isDefect ? exception : null);
    }
}
