using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>A candidate for acceptance.</summary>
/// <param name="Model">Its digest.</param>
/// <param name="Evaluation">The rows it was measured on.</param>
/// <param name="Result">What was measured.</param>
public sealed record Candidate(Digest Model, Digest Evaluation, EvaluationResult Result);

/// <summary>The judgement on one metric.</summary>
/// <param name="Slice">The slice; null for all rows.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Accepted">The accepted metric.</param>
/// <param name="Current">The candidate's; null when it is no longer measured.</param>
/// <param name="Verdict">What the gate says of it.</param>
/// <param name="Gained">True when it is better by more than its tolerance.</param>
/// <param name="Reason">In words.</param>
public sealed record MetricJudgement(string? Slice, string Metric, AcceptedMetric Accepted, MetricValue? Current, Verdict Verdict, bool Gained, string Reason)
{
    /// <summary>As people name it: <c>auc</c>, <c>auc at distance&gt;=2000</c>.</summary>
    public string Name => Slice is null ? Metric : $"{Metric} at {Slice}";

    /// <summary>What the accepted model reaches on the candidate's rows; null where the two were not paired.</summary>
    public double? AcceptedHere { get; init; }
}

/// <summary>Holds a candidate's metrics against the accepted ones: the semantics of <c>metrics.verified.json</c>.</summary>
public sealed class SnapshotGate
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "metrics-snapshot";

    /// <summary>How many decimals of a metric the snapshot keeps.</summary>
    public const int Decimals = 6;

    private const double SliceLevel = 0.05;
    private const double Rounding = 2e-6;
    private readonly MetricsSnapshot _accepted;
    private readonly Candidate _candidate;
    private readonly ComparisonResult? _paired;

    /// <summary>Prepares a judgement.</summary>
    /// <param name="accepted">The accepted metrics.</param>
    /// <param name="candidate">The candidate's.</param>
    /// <param name="paired">The candidate against the accepted model on the candidate's rows; null when it cannot be had, and then sampling tolerances hold.</param>
    public SnapshotGate(MetricsSnapshot accepted, Candidate candidate, ComparisonResult? paired)
    {
        _accepted = accepted;
        _candidate = candidate;
        _paired = paired;
    }

    /// <summary>Judges every accepted metric, slices last.</summary>
    public IReadOnlyList<MetricJudgement> Judge()
    {
        var judgements = _accepted.Metrics.Select(m => Judge(null, m.Key, m.Value).Judgement).ToList();
        var slices = _accepted.Slices.SelectMany(s => s.Value.Select(m => Judge(s.Key, m.Key, m.Value))).ToArray();
        judgements.AddRange(Correct(slices));
        return judgements;
    }

    /// <summary>One verdict from the judgements: the worst of them.</summary>
    public static GateResult Conclude(IReadOnlyList<MetricJudgement> judgements)
    {
        var worst = judgements.Count == 0 ? Verdict.Hold : judgements.Max(j => Rank(j.Verdict)) switch { 3 => Verdict.Error, 2 => Verdict.Fail, 1 => Verdict.Hold, _ => Verdict.Pass };
        var findings = judgements.Where(j => j.Verdict != Verdict.Pass || j.Gained)
            .OrderByDescending(j => Rank(j.Verdict))
            .Select(j => new Finding(j.Verdict switch { Verdict.Pass => Severity.Info, Verdict.Hold => Severity.Warning, _ => Severity.Error }, j.Name, j.Reason))
            .ToArray();
        var count = judgements.Count(j => j.Verdict == worst);
        var gains = judgements.Count(j => j.Gained);
        var summary = worst == Verdict.Pass
            ? $"All {judgements.Count} accepted metrics are within tolerance{(gains > 0 ? $"; {gains} gained: accept them with ./mlops metrics accept" : "")}."
            : $"{count} of {judgements.Count} accepted metrics {(worst == Verdict.Fail ? "lost more than their tolerance" : "cannot be decided")}: {string.Join(", ", judgements.Where(j => j.Verdict == worst).Take(3).Select(j => j.Name))}{(count > 3 ? " and others" : "")}.";
        return new GateResult(Gate, worst, summary, findings);
    }

    private static int Rank(Verdict verdict) => verdict switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 };

    private (MetricJudgement Judgement, double? Chance) Judge(string? slice, string name, AcceptedMetric accepted)
    {
        var current = slice is null
            ? _candidate.Result.Metrics.GetValueOrDefault(name)
            : _candidate.Result.Slices.GetValueOrDefault(slice)?.GetValueOrDefault(name);
        MetricJudgement Say(Verdict verdict, bool gained, string reason) =>
            new(slice, name, accepted, current, verdict, gained, reason);

        if (accepted.Value is not { } before) return (Say(Verdict.Pass, current?.Value is not null, "there was no data when it was accepted."), null);
        if (current?.Value is not { } measured || double.IsNaN(measured)) return (Say(Verdict.Hold, false, $"no data now; accepted was {Text(before)}."), null);
        var now = Math.Round(measured, Decimals);
        var loss = accepted.Direction == MetricDirection.Higher ? before - now : now - before;
        var change = $"{Text(before)} → {Text(now)} ({(now >= before ? "+" : "−")}{Text(Math.Abs(now - before))})";
        // The accepted value may be an older, better one: accepting gains never takes losses in. The model is accepted all the same.
        if (_candidate.Model == _accepted.Model && _candidate.Evaluation == _accepted.Evaluation) return (Say(Verdict.Pass, false, $"{change}, the accepted model."), null);

        if (accepted.Tolerance.Kind == ToleranceKind.Sampling) return Sampling(slice, name, accepted, change, loss, Say);

        var allowed = accepted.Tolerance.Kind switch
        {
            ToleranceKind.Absolute => accepted.Tolerance.Margin,
            ToleranceKind.Relative => accepted.Tolerance.Margin * Math.Abs(before),
            _ => 0,
        };
        return (Say(loss > allowed ? Verdict.Fail : Verdict.Pass, loss < -allowed, $"{change}; allowed loss {Text(allowed)}."), null);
    }

    private (MetricJudgement Judgement, double? Chance) Sampling(
        string? slice, string name, AcceptedMetric accepted, string change, double loss, Func<Verdict, bool, string, MetricJudgement> say)
    {
        var margin = accepted.Tolerance.Margin;
        if (_paired is null) return (say(Verdict.Hold, false, $"{change}; the accepted model's predictions on these rows cannot be had, so the change cannot be paired."), null);
        var gains = slice is null ? _paired.Metrics : _paired.Slices.GetValueOrDefault(slice);
        if (gains?.GetValueOrDefault(name) is not { Gain: { } gain, Lower: { } lower, Upper: { } upper, Distribution: { } resampled })
        {
            return (say(Verdict.Hold, false, $"{change}; too little data to resample."), null);
        }

        var kept = Kept(loss, gain);
        var verdict = kept - lower <= margin ? Verdict.Pass : kept - upper > margin ? Verdict.Fail : Verdict.Hold;
        var older = kept > 0 ? $", and {Text(kept)} that the accepted model had lost before" : "";
        var words = $"{change}; paired loss {Text(-gain)} in [{Text(-upper)}, {Text(-lower)}] by blocks{older}, tolerance {Text(margin)}.";
        var judgement = say(verdict, lower - kept > margin, words);
        return (judgement with { AcceptedHere = judgement.Current?.Value - (accepted.Direction == MetricDirection.Higher ? gain : -gain) }, resampled.ChanceAtOrAbove(kept - margin));
    }

    /// <summary>
    /// What the accepted model itself lies behind the accepted value, which may be an older model's: models that each lose a little against the one before would be a way down.
    /// On other rows the value says nothing of it.
    /// </summary>
    private double Kept(double loss, double gain) => _candidate.Evaluation == _accepted.Evaluation && loss + gain > Rounding ? loss + gain : 0;

    /// <summary>With many slices one fails by chance: a slice that Holm's step-down does not reject holds instead. Slices that were not resampled are no tests.</summary>
    private static IEnumerable<MetricJudgement> Correct((MetricJudgement Judgement, double? Chance)[] slices)
    {
        var adjusted = new Queue<double>(Holm.Adjust([.. slices.Select(s => s.Chance).OfType<double>()]));
        return [.. slices.Select(s => s.Chance is not null && adjusted.Dequeue() > SliceLevel && s.Judgement.Verdict == Verdict.Fail
            ? s.Judgement with { Verdict = Verdict.Hold, Reason = s.Judgement.Reason + " Not certain after Holm's correction for the number of slices." }
            : s.Judgement)];
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
