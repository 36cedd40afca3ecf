using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Holds measured metrics against <c>metrics.verified.json</c>, and accepts new ones.</summary>
public static class MetricsAcceptance
{
    /// <summary>The gate's verdict, judged by the metrics that the change found; a gain writes <c>metrics.received.json</c>.</summary>
    public static async Task<GateResult> JudgeAsync(Session session, CancellationToken cancellationToken)
    {
        if (Judged(session) is not { } accepted)
        {
            Received(session).Save(ReceivedPath(session));
            return GateResult.Hold(SnapshotGate.Gate, $"No metrics are accepted yet. Look at them with './mlops metrics show', then './mlops metrics accept' and commit.");
        }

        var judgements = await JudgeAsync(session, accepted, cancellationToken).ConfigureAwait(false);
        var received = ReceivedPath(session);
        if (judgements.Any(j => j.Gained)) Merge(Received(session), accepted, judgements, []).Save(received);
        else File.Delete(received);
        return SnapshotGate.Conclude(judgements);
    }

    /// <summary>The judgement on every accepted metric of the run.</summary>
    public static async Task<IReadOnlyList<MetricJudgement>> JudgementsAsync(Session session, CancellationToken cancellationToken) =>
        Judged(session) is { } accepted ? await JudgeAsync(session, accepted, cancellationToken).ConfigureAwait(false) : [];

    /// <summary>Takes the run's metrics as the accepted ones. What got worse is refused, unless it is named.</summary>
    /// <param name="session">The session; the pipeline is run as far as needed.</param>
    /// <param name="allowLoss">Names of metrics that may get worse: <c>auc</c>, or <c>auc at distance&gt;=2000</c>.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static async Task<Outcome> Accept(Session session, IReadOnlyCollection<string> allowLoss, CancellationToken cancellationToken = default)
    {
        var run = session.Run;
        await run.UntilAsync(run.Release.All, cancellationToken).ConfigureAwait(false);
        var accepted = Accepted(session);
        var next = Received(session);
        if (accepted is not null)
        {
            var judgements = await JudgeAsync(session, accepted, cancellationToken).ConfigureAwait(false);
            var unknown = allowLoss.Except(judgements.Select(j => j.Name)).ToArray();
            if (unknown.Length > 0) return Outcome.Failed($"No accepted metric is named {string.Join(", ", unknown)}; there are {string.Join(", ", judgements.Select(j => j.Name))}.", ExitCodes.Usage);
            var lost = judgements.Where(j => j.Verdict is Verdict.Fail or Verdict.Error && !allowLoss.Contains(j.Name)).ToArray();
            if (lost.Length > 0)
            {
                return Outcome.Failed($"Not accepted: {string.Join("; ", lost.Select(j => $"{j.Name} {j.Reason}"))} To accept a loss, name it: --allow-loss {string.Join(' ', lost.Select(j => $"'{j.Name}'"))}.", ExitCodes.GateFailed);
            }

            next = Merge(next, accepted, judgements, allowLoss);
        }

        await AcceptedModels.ShareAsync(session, next, cancellationToken).ConfigureAwait(false);
        next.Save(VerifiedPath(session));
        File.Delete(ReceivedPath(session));
        PipelineLock.Of(run).Save(session.Workspace, session.Pipeline.Name);
        var folder = session.Workspace.Show(session.Workspace.PipelineFolder(session.Pipeline.Name));
        return Outcome.Done($"{next.Metrics.Count} metrics and {next.Slices.Count} slices accepted", $"Commit {folder}/{MetricsSnapshot.FileName}, {folder}/{PipelineLock.FileName} and the data remote.");
    }

    /// <summary>The rows that metrics are measured on, named by what decides them: partitions, window, label and its classes.</summary>
    public static Digest EvaluationRows(PipelineRun run)
    {
        var rows = run.Release.EvaluationRows;
        var text = string.Join('\n', rows.Partitions.Select(p => p.Digest.ToString()).Append(rows.Window.ToString()).Append(rows.Features.Label.Name).Concat(rows.Features.Label.Classes));
        return Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The accepted metrics; null when there are none yet.</summary>
    public static MetricsSnapshot? Accepted(Session session) => MetricsSnapshot.Load(VerifiedPath(session), session.Workspace.Show(VerifiedPath(session)));

    /// <summary>The metrics that judge this change; null when none are accepted.</summary>
    private static MetricsSnapshot? Judged(Session session) => session.Rules.Snapshot(session.Workspace.Show(VerifiedPath(session)), Accepted(session));

    private static async Task<IReadOnlyList<MetricJudgement>> JudgeAsync(Session session, MetricsSnapshot accepted, CancellationToken cancellationToken)
    {
        var (candidate, _) = Measure(session.Run);
        var judgements = new SnapshotGate(accepted, candidate, await PairAsync(session, accepted, candidate, cancellationToken).ConfigureAwait(false)).Judge();
        if (Accepted(session) is not { } here || here.Model != candidate.Model || here.Evaluation != candidate.Evaluation) return judgements;
        // What this branch has accepted already is not offered again.
        return [.. judgements.Select(j => j.Gained && Of(here, j)?.Value == Round(j.Current?.Value) ? j with { Gained = false, Reason = j.Reason + " The gain is accepted on this branch." } : j)];
    }

    private static AcceptedMetric? Of(MetricsSnapshot snapshot, MetricJudgement judgement) =>
        (judgement.Slice is null ? snapshot.Metrics : snapshot.Slices.GetValueOrDefault(judgement.Slice))?.GetValueOrDefault(judgement.Metric);

    private static string VerifiedPath(Session session) => Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), MetricsSnapshot.FileName);

    private static string ReceivedPath(Session session) => Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), MetricsSnapshot.ReceivedFileName);

    private static (Candidate Candidate, EvaluationResult Result) Measure(PipelineRun run)
    {
        var result = run.Reader().ReadJson(run.Release.Evaluation);
        return (new Candidate(run.DigestOf(run.Release.Model), EvaluationRows(run), result), result);
    }

    /// <summary>The candidate against the accepted model on the same rows: by stored predictions, or by scoring the accepted model, which new rows always take. Null when neither can be had.</summary>
    private static async Task<ComparisonResult?> PairAsync(Session session, MetricsSnapshot accepted, Candidate candidate, CancellationToken cancellationToken)
    {
        var run = session.Run;
        if (accepted.Model == candidate.Model && accepted.Evaluation == candidate.Evaluation) return null;
        var release = run.Release;
        var context = run.Reader();
        var table = release.EvaluationRows.Read(context);
        var model = context.Read(release.Model);
        var theirs = await StoredAsync(session, accepted, candidate, cancellationToken).ConfigureAwait(false) ?? await ScoredAsync(session, accepted, model, table, cancellationToken).ConfigureAwait(false);
        if (theirs is null) return null;
        var ours = model.Predict(release.EvaluationRows.Inputs(table));
        return Scoring.Compare(model.Task, release.EvaluationRows, table, ours, theirs, release.Plan, session.Options.Threads);
    }

    private static async Task<double[]?> StoredAsync(Session session, MetricsSnapshot accepted, Candidate candidate, CancellationToken cancellationToken)
    {
        if (accepted.Evaluation != candidate.Evaluation || !await FetchAsync(session, accepted.Predictions, cancellationToken).ConfigureAwait(false)) return null;
        using var bytes = new MemoryStream(session.Workspace.Store.Get(accepted.Predictions));
        return PredictedRows.From(TableFile.Read(bytes)).Scores;
    }

    private static async Task<double[]?> ScoredAsync(Session session, MetricsSnapshot accepted, ITrainedModel model, Table rows, CancellationToken cancellationToken)
    {
        if (!await FetchAsync(session, accepted.Model, cancellationToken).ConfigureAwait(false)) return null;
        using var bytes = new MemoryStream(session.Workspace.Store.Get(accepted.Model));
        var before = session.Run.Formats.Load(bytes);
        // Models of different classes give no numbers that can be paired.
        return ClassNames.Of(before).SequenceEqual(ClassNames.Of(model)) ? before.Predict(session.Run.Release.EvaluationRows.Inputs(rows)) : null;
    }

    private static async Task<bool> FetchAsync(Session session, Digest digest, CancellationToken cancellationToken)
    {
        var store = session.Workspace.Store;
        if (store.Contains(digest)) return true;
        var remote = session.DataRemote();
        if (!await remote.ContainsAsync(digest, cancellationToken).ConfigureAwait(false)) return false;
        await remote.PullAsync(store, [digest], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A run's metrics as they are proposed without a person: where values are compared, those that did not gain stay as they were accepted.</summary>
    internal static MetricsSnapshot ProposalOf(Session session, PipelineRun run)
    {
        var next = SnapshotOf(session, run);
        if (Accepted(session) is not { } accepted) return next;
        var compared = new SnapshotGate(accepted, Measure(run).Candidate, null).Judge().Where(j => j.Accepted.Tolerance.Kind != ToleranceKind.Sampling);
        return Merge(next, accepted, compared, []);
    }

    private static MetricsSnapshot Received(Session session) => SnapshotOf(session, session.Run);

    /// <summary>A run's metrics as they would be accepted.</summary>
    internal static MetricsSnapshot SnapshotOf(Session session, PipelineRun run)
    {
        var (candidate, result) = Measure(run);
        var tolerances = session.Gates.Snapshot;
        return new MetricsSnapshot
        {
            Version = 1,
            Model = candidate.Model,
            Evaluation = candidate.Evaluation,
            Predictions = run.DigestOf(run.Release.Predictions),
            Metrics = Take(result.Metrics, tolerances.Metrics),
            Slices = new SortedDictionary<string, SortedDictionary<string, AcceptedMetric>>(
                result.Slices.ToDictionary(s => s.Key, s => Take(s.Value, tolerances.Slices)).Where(s => s.Value.Count > 0).ToDictionary(), StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// The accepted values, with those of this run where they gained or where a loss was allowed: accepting gains never takes losses in. Values of other rows than these are kept where values are
    /// compared; where models are paired, what the accepted one reaches on these rows takes their place.
    /// </summary>
    private static MetricsSnapshot Merge(MetricsSnapshot next, MetricsSnapshot accepted, IEnumerable<MetricJudgement> judgements, IReadOnlyCollection<string> allowed)
    {
        foreach (var judgement in judgements.Where(j => !j.Gained && !allowed.Contains(j.Name)))
        {
            var into = judgement.Slice is null ? next.Metrics : next.Slices.GetValueOrDefault(judgement.Slice);
            if (into is not null) into[judgement.Metric] = accepted.Evaluation == next.Evaluation || judgement.Accepted.Tolerance.Kind != ToleranceKind.Sampling ? judgement.Accepted : OnTheseRows(judgement);
        }

        return next;
    }

    private static AcceptedMetric OnTheseRows(MetricJudgement judgement) => judgement is { Current: { } now, AcceptedHere: { } value }
        ? new AcceptedMetric(Round(value), now.Direction, now.N, now.Blocks, null, judgement.Accepted.Tolerance)
        : judgement.Accepted;

    /// <summary>People review the file: six decimals are far below any tolerance.</summary>
    private static double? Round(double? value) => value is { } number ? Math.Round(number, SnapshotGate.Decimals) : null;

    private static SortedDictionary<string, AcceptedMetric> Take(IReadOnlyDictionary<string, MetricValue> measured, SortedDictionary<string, Tolerance> tolerances)
    {
        var taken = new SortedDictionary<string, AcceptedMetric>(StringComparer.Ordinal);
        foreach (var (name, tolerance) in tolerances)
        {
            if (measured.TryGetValue(name, out var m)) taken[name] = new AcceptedMetric(Round(m.Value), m.Direction, m.N, m.Blocks, m is { Low: { } low, High: { } high } ? [Round(low)!.Value, Round(high)!.Value] : null, tolerance);
        }

        return taken;
    }
}
