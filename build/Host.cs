// The one file that names the target engine: the project's own, or with -p:BuildHost=Nuke the package Nuke.Common. The other files use what both have.
#if NUKE
global using Nuke.Common;
global using Serilog;
#else
global using MLOpsBuild.Targets;
global using MLOpsBuild.Targets.Running;
#endif
using MLOpsBuild.Cli;
using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    /// <summary>Carries an operation out and shows its verdict in the summary; a verdict that is no pass fails the target.</summary>
#if NUKE
    private async Task Judge(Task<Outcome> operation)
    {
        var outcome = await operation.ConfigureAwait(false);
        ReportSummary(pairs =>
        {
            if (outcome.Verdict is { } verdict) pairs["Verdict"] = verdict;
            if (outcome.Why is { } why) pairs["Why"] = why;
            return pairs;
        });
        foreach (var line in outcome.Lines) Log.Information("{Line}", line);
        if (outcome.IsPass) return;
        ExitCode = Math.Max(ExitCode ?? 0, outcome.ExitCode);
        throw new InvalidOperationException(outcome.Message);
    }

    /// <summary>Nuke ends with the process.</summary>
    private static CancellationToken Stop => CancellationToken.None;

    /// <summary>A dry run ends where targets would begin.</summary>
    protected override void OnBuildInitialized()
    {
        if (DryRun) Environment.Exit(TellForecast().GetAwaiter().GetResult());
    }
#else
    private static async Task Judge(Task<Outcome> operation)
    {
        var outcome = await operation.ConfigureAwait(false);
        CurrentTarget.Summary(outcome.Verdict, outcome.Why);
        foreach (var line in outcome.Lines) Log.Information("{Line}", line);
        if (!outcome.IsPass) throw new TargetFailedException(outcome.ExitCode, outcome.Message);
    }

    /// <summary>Asks the target in hand to end, on Ctrl+C and on termination.</summary>
    private static CancellationToken Stop => CancellationToken;

    /// <summary>A dry run ends where targets would begin.</summary>
    protected override async Task<int?> InsteadOfTargets() => DryRun ? await TellForecast().ConfigureAwait(false) : null;

    /// <summary>Whose fault an exception is: the user's file, the environment, or ours.</summary>
    protected override int? ExitCodeOf(Exception exception) => Failures.ExitCodeOf(exception);
#endif

    /// <summary>Tells what a dry run asks for.</summary>
    /// <returns>The exit code.</returns>
    private async Task<int> TellForecast()
    {
        try
        {
            using var session = Session;
            foreach (var line in await Forecasts.Tell(session, Planned(session.Run.Release)).ConfigureAwait(false)) Log.Information("{Line}", line);
            return 0;
        }
        catch (Exception problem) when (Failures.ExitCodeOf(problem) is { } exitCode)
        {
            Log.Error("{Problem}", problem.Message);
            return exitCode;
        }
    }
}
