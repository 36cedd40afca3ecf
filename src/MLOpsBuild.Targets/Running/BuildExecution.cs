using MLOpsBuild.Targets.Planning;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>Runs a prepared build and reports how it ended.</summary>
internal sealed class BuildExecution(NukeBuild build, BuildPlan plan, AttemptFile attempt)
{
    private readonly BuildContext _context = build.Context;

    public async Task<int> RunAsync()
    {
        var start = _context.Environment.Time.GetTimestamp();
        using var console = new RoutedWriter(() => NukeBuild.CurrentTargetName, (target, line) => _context.Groups.Line(target, line));
        var events = new TargetEvents(build, attempt, console);
        var options = new RunnerOptions(_context.Degree, _context.Environment.Time, e => build.ExitCodeOf(e) ?? FailurePolicy.ExitCodeOf(e), NukeBuild.Enter);
        _context.Environment.RedirectConsole?.Invoke(console);
        using (ShowRunning()) await new TargetRunner(plan, build.Runs, options, events).RunAsync(_context.Environment.Cancellation).ConfigureAwait(false);
        console.EndLine(null);
        events.Guard(null, () => build.Extensions.Call<IOnBuildFinished>(e => e.OnBuildFinished()));
        events.Guard(null, build.OnBuildFinished);
        return Report(ExitCodeOf(events.HookFailed), _context.Environment.Time.GetElapsedTime(start));
    }

    /// <summary>What is running and for how long, below the output; for a person at a terminal only.</summary>
    private LiveLines? ShowRunning()
    {
        if (!_context.Environment.IsTerminal || _context.Host.IsServer || _context.Quiet) return null;
        var time = _context.Environment.Time;
        return new LiveLines(_context.Output, time, () =>
        [
            .. from run in build.Runs
               where run.Status == ExecutionStatus.Running
               select $"  {run.Name}  {SummaryTable.DurationOf(time.GetElapsedTime(run.Started))}",
        ]);
    }

    /// <summary>Of everything that went wrong, the largest code; a cancelled build always ends as such, and the build's own wish comes before all.</summary>
    private int ExitCodeOf(bool hookFailed)
    {
        if (build.ExitCode is { } wish) return wish;
        // Cancelled when everything had ended anyway: the build is what its targets are.
        var isIncomplete = build.Runs.Any(r => r.Status is ExecutionStatus.Aborted or ExecutionStatus.NotRun);
        if (_context.Environment.Cancellation.IsCancellationRequested && isIncomplete) return ExitCodes.Cancelled;
        return Math.Max(build.Runs.Max(r => r.ExitCode), hookFailed ? ExitCodes.Defect : ExitCodes.Done);
    }

    private int Report(int exitCode, TimeSpan total)
    {
        _context.Log.Closing();
        var results = build.Results;
        var output = _context.Output;
        output.Line();
        foreach (var (text, style) in SummaryTable.Lines(results, output.Width)) output.Line(text, style);
        output.Line($"Total {SummaryTable.DurationOf(total)}");
        output.Line();
        var outcome = Outcome(exitCode, results);
        output.Line(outcome, exitCode == ExitCodes.Done ? Style.Good : Style.Bad);
        AppendStepSummary(SummaryTable.Markdown(results, outcome));
        return exitCode;
    }

    private static string Outcome(int exitCode, IReadOnlyList<TargetResult> results)
    {
        var failed = results.Where(r => r.Status == ExecutionStatus.Failed).Select(r => r.Target.Name).ToList();
        return exitCode switch
        {
            ExitCodes.Done => "Build succeeded.",
            ExitCodes.Cancelled => "Build cancelled (exit code 130).",
            _ when failed.Count == 0 => $"Build ended with exit code {exitCode}.",
            _ => $"Build failed: {string.Join(", ", failed)} (exit code {exitCode}).",
        };
    }

    private void AppendStepSummary(string markdown)
    {
        if (build.StepSummary(_context.Output.Mask.Apply(markdown)) is not { } wanted) return;
        if (_context.Environment.Variables.TryGetValue("GITHUB_STEP_SUMMARY", out var file) && file.Length > 0)
            File.AppendAllText(file, _context.Output.Mask.Apply(wanted));
    }
}
