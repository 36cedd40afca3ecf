using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Training, measuring and gating the pipeline's model.</summary>
public static class Model
{
    /// <summary>Trains, or finds the model.</summary>
    public static async Task<Outcome> Train(Session session, CancellationToken cancellationToken = default)
    {
        var release = session.Run.Release;
        await session.Run.UntilAsync([release.Model], cancellationToken).ConfigureAwait(false);
        return Outcome.Done(session.Why(release.Model), $"model {session.Run.DigestOf(release.Model)}");
    }

    /// <summary>Measures the model on the evaluation rows.</summary>
    public static async Task<Outcome> Evaluate(Session session, CancellationToken cancellationToken = default)
    {
        var release = session.Run.Release;
        await session.Run.UntilAsync([release.Evaluation], cancellationToken).ConfigureAwait(false);
        var result = session.Run.Reader().ReadJson(release.Evaluation);
        return Outcome.Done(session.Why(release.Evaluation), 
        [
            .. result.Metrics.Select(m => $"{m.Key,-10} {Figures.Metric(m.Value)}"),
            .. result.Confusions.Select(c => FormattableString.Invariant($"{c.Truth} called {c.Called}: {c.Rows:0.##} rows, {c.Share:P1} of it")),
        ]);
    }

    /// <summary>The convergence tests.</summary>
    public static async Task<Outcome> Converge(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Run.Release.Convergence is not { } convergence) return Outcome.Done($"{session.Pipeline.Name} declares no convergence tests");
        await session.Run.UntilAsync([convergence], cancellationToken).ConfigureAwait(false);
        var result = session.Run.Reader().ReadJson(convergence);
        session.Run.Record(result);
        return Outcome.Of(result, session.Why(convergence));
    }

    /// <summary>Holds the metrics against the accepted ones, and the rules of this change against those that it found; writes the received file when something gained.</summary>
    public static async Task<Outcome> Gate(Session session, CancellationToken cancellationToken = default)
    {
        await session.Run.UntilAsync([session.Run.Release.Evaluation], cancellationToken).ConfigureAwait(false);
        var result = await MetricsAcceptance.JudgeAsync(session, cancellationToken).ConfigureAwait(false);
        session.Run.Record(result);
        var metrics = Outcome.Of(result, "judged against the accepted metrics");
        // Where nothing is versioned no change can be told from what it changed; an environment that requires the verdict misses it.
        if (session.Git is null) return metrics;
        var change = session.Rules.Verdict;
        session.Run.Record(change);
        return Worse(metrics, Outcome.Of(change, "judged by the rules that the change found"));
    }

    /// <summary>Two verdicts of one target: the first that is no pass speaks, with the lines of both.</summary>
    private static Outcome Worse(Outcome first, Outcome second)
    {
        string[] lines = [.. first.Lines, .. second.Lines];
        if (first.IsPass == second.IsPass) return first with { Lines = lines, Message = $"{first.Message}{Environment.NewLine}{second.Message}" };
        return (first.IsPass ? second : first) with { Lines = lines };
    }

    /// <summary>Absolute limits of <c>gates.json</c>.</summary>
    public static async Task<Outcome> Target(Session session, CancellationToken cancellationToken = default)
    {
        var release = session.Run.Release;
        await session.Run.UntilAsync([release.Evaluation], cancellationToken).ConfigureAwait(false);
        var result = TargetGate.Judge(session.Gates.PredictionTarget, session.Run.Reader().ReadJson(release.Evaluation));
        session.Run.Record(result);
        return Outcome.Of(result, "judged against gates.json");
    }

    /// <summary>Trains again without the cache on another number of threads and compares the bytes.</summary>
    public static async Task<Outcome> Reproduce(Session session, CancellationToken cancellationToken = default)
    {
        var run = session.Run;
        await run.UntilAsync([run.Release.Model], cancellationToken).ConfigureAwait(false);
        var model = run.DigestOf(run.Release.Model);
        var key = run.Steps.First(s => s.Name == run.Release.Model.Step).Key;
        var check = new Check("reproduce", new SortedDictionary<string, Digest>(StringComparer.Ordinal) { ["model"] = model, ["train"] = key }, async stop =>
        {
            var threads = session.Options.Threads == 1 ? 2 : 1;
            using var again = session.Begin(session.Lock, session.Options.Overrides, noCache: true, threads: threads, kind: "reproduction");
            await again.UntilAsync([again.Release.Model], stop).ConfigureAwait(false);
            again.Save();
            var second = again.DigestOf(again.Release.Model);
            var first = again.Steps.Zip(run.Steps.Where(s => again.Steps.Any(a => a.Name == s.Name))).FirstOrDefault(p => p.First.Name == p.Second.Name && !p.First.Outputs.SequenceEqual(p.Second.Outputs));
            return second == model
                ? new GateResult("reproduce", Verdict.Pass, $"Computed again from the pinned data on {threads} thread{(threads == 1 ? "" : "s")}: the same {model.Short}, byte for byte.", [])
                : new GateResult("reproduce", Verdict.Fail, $"Computed again, the model is {second.Short} instead of {model.Short}; the first step that differs is {first.First?.Name ?? "train"}.", []);
        }) { Types = run.Release.Trainer is { } trainer ? [trainer.GetType()] : [] };
        var (result, step) = await run.CheckAsync(check, cancellationToken).ConfigureAwait(false);
        return Outcome.Of(result, Figures.Why(step));
    }
}
