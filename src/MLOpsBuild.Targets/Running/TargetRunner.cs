using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Running;

/// <summary>Runs a plan: targets that do not wait for each other run at once, never more than a bound.</summary>
/// <remarks>
/// One loop owns all status. With a bound of one the targets run in the plan's order. After a failure nothing new starts, but what
/// runs may end: its findings are worth having. The assured targets follow when all others have ended; they are not cancelled.
/// </remarks>
internal sealed class TargetRunner(BuildPlan plan, IReadOnlyList<TargetRun> runs, RunnerOptions options, ITargetEvents events)
{
    private readonly Skips _skips = new(plan, runs);
    private readonly TargetQueue _queue = new(plan, runs);
    private readonly Dictionary<Task<Exception?>, TargetRun> _running = [];
    private bool _stopped;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var run in runs.Where(r => r.Status == ExecutionStatus.Skipped)) TellSkipped(run);
        while (true)
        {
            if (cancellationToken.IsCancellationRequested) Stop("the build was cancelled");
            while (_running.Count < options.Degree && Next() is { } next)
            {
                Start(next, cancellationToken);
                if (!_stopped && cancellationToken.IsCancellationRequested) Stop("the build was cancelled");
            }

            if (_running.Count == 0) return;
            var ended = await Task.WhenAny(_running.Keys).ConfigureAwait(false);
            _running.Remove(ended, out var run);
            End(run!, await ended.ConfigureAwait(false), cancellationToken);
        }
    }

    /// <summary>The first target in the plan's order that waits for nothing; after a stop, only when nothing else is running.</summary>
    private TargetRun? Next() => _stopped && _running.Values.Any(r => !r.Target.Blueprint.IsAssuredAfterFailure) ? null : _queue.Next();

    private void Start(TargetRun run, CancellationToken cancellationToken)
    {
        run.CancellationToken = _stopped ? CancellationToken.None : cancellationToken;
        if (!ConditionsHold(run)) return;
        if (run.Target.IsCollective)
        {
            run.Become(ExecutionStatus.Collective);
            return;
        }

        run.Started = options.Time.GetTimestamp();
        run.Become(ExecutionStatus.Running);
        events.Running(run);
        _running.Add(Task.Run(() => ActAsync(run), CancellationToken.None), run);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A condition is code of the build: whatever it throws fails its target.")]
    private bool ConditionsHold(TargetRun run)
    {
        try
        {
            if (!_skips.ByDynamicConditions(run)) return true;
            TellSkipped(run);
        }
        catch (Exception exception)
        {
            events.Running(run);
            Fail(run, exception);
        }

        return false;
    }

    [SuppressMessage("Design", "CA1031", Justification = "An action is code of the build: whatever it throws fails its target, not the engine.")]
    private async Task<Exception?> ActAsync(TargetRun run)
    {
        var start = options.Time.GetTimestamp();
        try
        {
            using var scope = options.Enter(run);
            foreach (var action in run.Target.Blueprint.Actions)
            {
                run.CancellationToken.ThrowIfCancellationRequested();
                await action(run.CancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            run.Duration = options.Time.GetElapsedTime(start);
        }
    }

    private void End(TargetRun run, Exception? exception, CancellationToken cancellationToken)
    {
        if (exception is null)
        {
            run.Become(ExecutionStatus.Succeeded);
            events.Ended(run, null);
        }
        else if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            run.Become(ExecutionStatus.Aborted, "the build was cancelled", ExitCodes.Cancelled);
            events.Ended(run, null);
        }
        else
        {
            Fail(run, exception);
        }
    }

    private void Fail(TargetRun run, Exception exception)
    {
        run.Become(ExecutionStatus.Failed, FailurePolicy.SummaryOf(exception), options.ExitCodeOf(exception));
        events.Ended(run, exception);
        if (!run.Target.Blueprint.ProceedsAfterFailure) Stop($"because {run.Name} failed");
    }

    private void Stop(string why)
    {
        if (_stopped) return;
        _stopped = true;
        foreach (var run in runs.Where(r => r.IsWaiting && !r.Target.Blueprint.IsAssuredAfterFailure)) run.Become(ExecutionStatus.NotRun, why);
    }

    private void TellSkipped(TargetRun run)
    {
        if (!run.Target.IsCollective) events.Skipped(run);
    }
}

/// <summary>What the runner is told.</summary>
/// <param name="Degree">The number of targets that may run at once; at least 1.</param>
/// <param name="Time">The clock for durations.</param>
/// <param name="ExitCodeOf">Says what an exception means.</param>
/// <param name="Enter">Makes a target the current one for the calling flow, until disposed.</param>
internal sealed record RunnerOptions(int Degree, TimeProvider Time, Func<Exception, int> ExitCodeOf, Func<TargetRun, IDisposable> Enter);
