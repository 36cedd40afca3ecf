using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops run</c>.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string?> _pipeline;
    private readonly Option<string[]> _set = new("--set") { Description = "Change a parameter for this run; repeat for more", HelpName = "NAME=VALUE" };
    private readonly Option<int> _threads = new("--threads") { Description = "Worker threads; no result depends on it", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Compute every step again" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say of every step whether it would run and why, and run nothing" };
    private readonly Option<string[]> _force;
    private readonly Option<string[]> _until;

    private RunCommand(CommandHost host)
    {
        _pipeline = host.Shared.PipelineArgument();
        _force = host.Shared.Names<string[]>("--force", "Compute these steps again", "STEP", root => Place.Steps(root, null));
        _until = host.Shared.Names<string[]>("--until", "Go no further than these steps", "STEP", root => Place.Steps(root, null));
        _threads.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var threads) && threads < 1) result.AddError($"--threads {threads}: at least 1 is needed.");
        });
    }

    public static Command Create(CommandHost host)
    {
        var run = new RunCommand(host);
        var verb = new Verb(
            "run",
            "Bring a pipeline's model and its measures up to date; what is known is not computed again",
            "mlops run",
            "mlops run --set train.trees=300 --until evaluate",
            "mlops run --set train.trees=300 --dry-run",
            "mlops run --force train --threads 4") { run._pipeline, run._set, run._threads, run._noCache, run._force, run._until, run._dryRun };
        host.Handle(verb, run.RunAsync);
        return verb;
    }

    private async Task<Reply> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var session = Open(call);
        var plan = new StepPlan(session.Run.Release);
        var until = call.Get(_until)!.SelectMany(plan.Find).ToArray();
        if (call.Get(_dryRun)) return ForecastText.Of(await session.Run.ForecastAsync(until.Length > 0 ? until : plan.All, cancellationToken).ConfigureAwait(false));
        await FetchAsync(call, session, cancellationToken).ConfigureAwait(false);
        try
        {
            var verdicts = await call.WhileAsync("Running", () => WorkAsync(call, session, plan, until, cancellationToken)).ConfigureAwait(false);
            var record = session.Finish()!;
            return RunText.Finished(record, verdicts);
        }
        catch
        {
            // What finished before the failure is explained by 'why' too.
            session.Finish();
            throw;
        }
    }

    private static async Task<IReadOnlyList<Outcome>> WorkAsync(CommandCall call, Session session, StepPlan plan, Artifact[] until, CancellationToken cancellationToken)
    {
        if (until.Length > 0)
        {
            await session.Run.UntilAsync(until, cancellationToken).ConfigureAwait(false);
            return [];
        }

        // Nothing is trained on data that break their contract.
        var outcomes = new List<Outcome>();
        if (session.Run.Release.Features.Dataset.Validations.Count > 0) outcomes.Add(await call.Operations.Validate(session, cancellationToken).ConfigureAwait(false));
        if (outcomes.Any(o => !o.IsPass)) return outcomes;
        await session.Run.UntilAsync(plan.All, cancellationToken).ConfigureAwait(false);
        if (session.Run.Release.Convergence is { } convergence)
        {
            var result = session.Run.Reader().ReadJson(convergence);
            session.Run.Record(result);
            outcomes.Add(Outcome.Of(result, ""));
        }

        return outcomes;
    }

    /// <summary>Opened twice when steps are forced: their names are known only once the pipeline is defined.</summary>
    private Session Open(CommandCall call)
    {
        var options = new SessionOptions
        {
            Overrides = call.Get(_set)!,
            Threads = call.Get(_threads),
            NoCache = call.Get(_noCache),
            StepFinished = step => call.Note(RunText.Line(step)),
        };
        var session = call.Open(options, call.Get(_pipeline));
        var forced = call.Get(_force)!;
        if (forced.Length == 0) return session;
        var plan = new StepPlan(session.Run.Release);
        return call.Open(options with { Force = [.. forced.SelectMany(plan.Find).Select(a => a.Step)] }, call.Get(_pipeline));
    }

    /// <summary>Fetches the data that the pipeline reads, when the store does not hold it.</summary>
    internal static async Task FetchAsync(CommandCall call, Session session, CancellationToken cancellationToken)
    {
        var dataset = session.Run.Release.Features.Dataset;
        if (dataset.Partitions.All(p => ChunkedFile.Contains(session.Workspace.Store, p.Digest))) return;
        var outcome = await call.WhileAsync("Fetching data", () => call.Operations.Pull(session, cancellationToken)).ConfigureAwait(false);
        foreach (var line in outcome.Lines) call.Note(line);
        if (!outcome.IsPass) throw new IOException(outcome.Message);
    }
}
