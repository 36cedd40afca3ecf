using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Retraining.Comparison;
using MLOpsBuild.Retraining.Ledgers;
using MLOpsBuild.Retraining.Policies;
using MLOpsBuild.Retraining.Triggers;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Operations;

/// <summary>New data, drift and accuracy, and what follows from them: a challenger that is compared fairly.</summary>
public static class ContinuousTraining
{
    private const string NothingNew = "no partition waits";

    /// <summary>Finds the first partition that waits and holds it against the contract.</summary>
    public static async Task<Outcome> CheckData(Session session, CancellationToken cancellationToken = default)
    {
        session.Arrival = await ArrivingData.FetchAsync(session, cancellationToken).ConfigureAwait(false);
        if (session.Arrival is not { } arrival) return Outcome.Done(NothingNew);
        var validation = arrival.Run.Release.Features.Dataset.Validations[^1];
        await arrival.Run.UntilAsync([validation], cancellationToken).ConfigureAwait(false);
        var result = arrival.Run.Reader().ReadJson(validation);
        arrival.Run.Record(result);
        return Outcome.Of(result, $"{arrival.Dataset} {arrival.Partition.Name} arrived with {arrival.Partition.Rows} rows");
    }

    /// <summary>Compares the arriving rows with those that the model was trained on. Drift is a finding, not a failure: it is one reason to train again.</summary>
    public static async Task<Outcome> CheckDrift(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Arrival is not { } arrival) return Outcome.Done(NothingNew);
        var training = arrival.Run.Release.TrainingRows;
        await arrival.Run.UntilAsync(training.Parts.Concat(arrival.Rows.Parts), cancellationToken).ConfigureAwait(false);
        var champion = await Champion.FindOrNullAsync(session, cancellationToken).ConfigureAwait(false);
        var (result, lines) = FeatureDrift.Between(session, arrival.Run, (training, arrival.Rows), champion);
        session.Drift = lines;
        arrival.Run.Record(result);
        return Outcome.Of(result, $"against {training.Window}") with { IsPass = true };
    }

    /// <summary>Measures the champion on the arriving rows. Lost accuracy is a finding, not a failure: it is one reason to train again.</summary>
    public static async Task<Outcome> CheckPerformance(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Arrival is not { } arrival) return Outcome.Done(NothingNew);
        var champion = await Champion.FindAsync(session, cancellationToken).ConfigureAwait(false);
        await arrival.Run.UntilAsync(arrival.Rows.Parts, cancellationToken).ConfigureAwait(false);
        var table = arrival.Rows.Read(arrival.Run.Reader());
        var scores = champion.Model.Predict(arrival.Rows.Inputs(table));
        var evaluation = Scoring.Evaluate(champion.Model.Task, arrival.Rows, table, scores, session.Run.Release.Plan, session.Options.Threads);
        var result = TargetGate.Judge(session.Gates.PredictionTarget, evaluation) with { Gate = "performance" };
        return Outcome.Of(result, $"champion {champion.Name}") with
        {
            IsPass = true,
            Lines = [result.Summary, .. evaluation.Metrics.Select(m => $"{m.Key,-10} {Figures.Metric(m.Value)}")],
        };
    }

    /// <summary>Trains a challenger, unless the policy says wait, or it would see a row that it is compared on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="trigger">Why: request, schedule, newData, performance or drift.</param>
    /// <param name="window">The challenger's training window; null for the champion's start up to the newest locked row.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static async Task<Outcome> Retrain(Session session, string trigger, string? window, CancellationToken cancellationToken = default)
    {
        if (session.Arrival is not { } arrival) return Outcome.Done(NothingNew);
        if (TriggerKinds.TryParse(trigger) is not { } kind) return Outcome.Failed($"'{trigger}' starts no training; known are {string.Join(", ", TriggerKinds.Names)}.", ExitCodes.Usage);
        session.Trigger = kind;
        if (Waits(session, arrival) is { } wait) return Outcome.Done("not now", wait);
        var chosen = window ?? DefaultWindow(session);
        var challenger = session.Begin(arrival.Lock, [.. session.Options.Overrides, $"trainingWindow={chosen}", $"evaluationWindow={arrival.Partition.Name}"], kind: "challenger");
        arrival.Challenger = challenger;
        if (ComparisonOf(arrival, challenger, [], [], []).Decide() is { Decision: ComparisonDecision.Refused, Reason: var reason } && Shares(arrival, challenger))
        {
            Note(session, LedgerDecision.Refused, reason, new Dictionary<string, double>());
            return Outcome.Failed($"Refused: {reason} End the window before {arrival.Partition.From:yyyy-MM-dd}.", ExitCodes.GateFailed);
        }

        await challenger.UntilAsync([challenger.Release.Model], cancellationToken).ConfigureAwait(false);
        return Outcome.Done($"trained on {chosen}", $"challenger {challenger.DigestOf(challenger.Release.Model)}");
    }

    /// <summary>Compares challenger and champion on the arriving rows, whole days resampled. A winner becomes a branch; otherwise the ledger says why not.</summary>
    public static async Task<Outcome> Compare(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Arrival is not { Challenger: { } challenger } arrival) return Outcome.Done(session.Arrival is null ? NothingNew : "nothing was trained");
        await challenger.UntilAsync(challenger.Release.All, cancellationToken).ConfigureAwait(false);
        var champion = await Champion.FindAsync(session, cancellationToken).ConfigureAwait(false);
        var result = Measure(arrival, champion, challenger).Decide();
        var package = challenger.Package = await Packaging.PackAsync(challenger, session.Workspace.Store, cancellationToken).ConfigureAwait(false);
        if (result.Decision != ComparisonDecision.Win)
        {
            Note(session, LedgerDecision.NoWin, result.Reason, result.Numbers, champion, package);
            return Outcome.Done("no win: a line in the ledger", result.Reason, $"No branch was made. The ledger: git show {Ledger.DefaultBranch}:{session.Pipeline.Name}.ndjson");
        }

        var proposal = await ChallengerProposal.WriteAsync(session, arrival, champion, result, cancellationToken).ConfigureAwait(false);
        Note(session, LedgerDecision.Win, result.Reason, result.Numbers, champion, package);
        return Outcome.Done($"win: {proposal.Branch}", result.Reason, proposal.Message, $"Look at it: git diff HEAD...{proposal.Branch}");
    }

    private static ComparisonInput Measure(Arrival arrival, Champion champion, PipelineRun challenger)
    {
        var reader = challenger.Reader();
        var rows = challenger.Release.EvaluationRows;
        var table = rows.Read(reader);
        var model = reader.Read(challenger.Release.Model);
        var (ours, days) = Losses(model, rows, table);
        return ComparisonOf(arrival, challenger, Losses(champion.Model, rows, table).Losses, ours, days);
    }

    private static ComparisonResult Decide(this ComparisonInput input) => ChallengerComparison.Decide(input);

    private static ComparisonInput ComparisonOf(Arrival arrival, PipelineRun challenger, double[] championLosses, double[] challengerLosses, DateTime[] days) => new()
    {
        ChampionLosses = championLosses,
        ChallengerLosses = challengerLosses,
        Days = days,
        TrainingPartitions = [.. challenger.Release.TrainingRows.Partitions.Select(p => p.Digest)],
        ComparisonPartitions = [.. arrival.Rows.Partitions.Select(p => p.Digest)],
    };

    private static bool Shares(Arrival arrival, PipelineRun challenger) =>
        challenger.Release.TrainingRows.Partitions.Select(p => p.Digest).Intersect(arrival.Rows.Partitions.Select(p => p.Digest)).Any();

    private static (double[] Losses, DateTime[] Times) Losses(ITrainedModel model, RowSelection rows, Table table) =>
        Scoring.Losses(model.Task, rows, table, model.Predict(rows.Inputs(table)));

    /// <summary>Why the policy says wait; null when it does not, or there is no policy.</summary>
    private static string? Waits(Session session, Arrival arrival)
    {
        var path = Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), "retrain.json");
        if (!File.Exists(path)) return null;
        var now = session.Options.Time.GetUtcNow();
        var trigger = new RetrainTrigger(session.Trigger, now, arrival.Partition.Digest, $"{arrival.Dataset} {arrival.Partition.Name} arrived");
        var known = session.Git is { } git ? new Ledger(git, session.Pipeline.Name).Read() : [];
        var decision = RetrainDecision.Decide(RetrainPolicy.Load(path), known, [trigger], now);
        return decision.Rule == RetrainRule.Due ? null : decision.Reason;
    }

    private static void Note(
        Session session, LedgerDecision decision, string reason, IReadOnlyDictionary<string, double> numbers, Champion? champion = null, Content.Digest? challenger = null)
    {
        if (session.Git is not { } git) return;
        new Ledger(git, session.Pipeline.Name).Append(
            new LedgerRecord
            {
                At = session.Options.Time.GetUtcNow(),
                Trigger = session.Trigger,
                Data = session.Arrival!.Partition.Digest,
                Champion = champion?.Package,
                Challenger = challenger,
                Decision = decision,
                Reason = reason,
                Numbers = numbers,
            },
            ChallengerProposal.Identity);
    }

    /// <summary>From where the champion's training began to the newest locked row.</summary>
    private static string DefaultWindow(Session session)
    {
        var rows = session.Run.Release.TrainingRows;
        var partitions = rows.Features.Dataset.Partitions;
        var from = rows.Window.FirstDay ?? partitions[0].From?.Date;
        var to = partitions[^1].To?.Date;
        return from is null || to is null
            ? throw new ConfigurationException("The data lock states no times; name the window with --challenger-window.")
            : FormattableString.Invariant($"{from:yyyy-MM-dd}..{to:yyyy-MM-dd}");
    }
}
