using System.Globalization;
using MLOpsBuild.Retraining.Ledgers;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Policies;

/// <summary>What decided whether to train again.</summary>
public enum RetrainRule
{
    /// <summary>Nothing spoke against it: train.</summary>
    Due,

    /// <summary>There is no trigger, or none that the policy has switched on.</summary>
    NoTrigger,

    /// <summary>The same data was trained on already; a training is a pure function, so it would give the same model.</summary>
    SameData,

    /// <summary>Triggers still arrive.</summary>
    Debounce,

    /// <summary>The last training was too recent.</summary>
    CoolDown,

    /// <summary>The span's trainings are used up.</summary>
    Budget,
}

/// <summary>Whether to train again, and why.</summary>
/// <param name="Rule">What decided.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Trigger">The trigger to train for, and to write into the ledger; null when there is none.</param>
/// <param name="NotBefore">When to ask again; null when waiting changes nothing.</param>
public sealed record RetrainDecision(RetrainRule Rule, string Reason, RetrainTrigger? Trigger, DateTimeOffset? NotBefore)
{
    /// <summary>Triggers that keep arriving hold a training back for at most this many debounce times; without a bound it would never start.</summary>
    public const int LongestDebounce = 4;

    /// <summary>True when a model is to be trained now.</summary>
    public bool Retrain => Rule == RetrainRule.Due;

    /// <summary>Decides from what is pending, what was done, and the time. Pure.</summary>
    /// <param name="policy">The pipeline's policy, as it is on the protected branch.</param>
    /// <param name="ledger">Everything that was done, in any order.</param>
    /// <param name="triggers">Everything noticed and not answered, in any order.</param>
    /// <param name="now">The time.</param>
    public static RetrainDecision Decide(RetrainPolicy policy, IReadOnlyList<LedgerRecord> ledger, IReadOnlyList<RetrainTrigger> triggers, DateTimeOffset now)
    {
        var on = triggers.Where(t => policy.Triggers.Contains(t.Kind)).OrderBy(t => t.At).ThenBy(t => t.Kind).ToList();
        if (on.Count == 0) return new(RetrainRule.NoTrigger, NoTriggerReason(triggers), null, null);
        var trained = ledger.Where(r => r.Trained).ToList();
        var pending = on.Where(t => t.Kind == TriggerKind.Request || !trained.Exists(r => r.Data == t.Data)).ToList();
        if (pending.Count == 0)
        {
            return new(RetrainRule.SameData, $"The data {on[^1].Data.Short} was trained on already; training again would give the same model.", on[^1], null);
        }

        var requested = pending.Find(t => t.Kind == TriggerKind.Request);
        var trigger = requested ?? pending[^1];
        if (requested is null)
        {
            if (Debouncing(policy, pending, now) is { } debounce) return debounce;
            if (Cooling(policy, trained, trigger, now) is { } cooling) return cooling;
        }

        return OverBudget(policy, trained, trigger, now) ?? new(RetrainRule.Due, $"{TriggerKinds.ToText(trigger.Kind)}: {trigger.Reason}", trigger, null);
    }

    private static RetrainDecision? Debouncing(RetrainPolicy policy, List<RetrainTrigger> pending, DateTimeOffset now)
    {
        var (first, last) = (pending[0], pending[^1]);
        var quiet = last.At + policy.Debounce;
        var latest = first.At + (LongestDebounce * policy.Debounce);
        var due = quiet < latest ? quiet : latest;
        return now >= due
            ? null
            : new(RetrainRule.Debounce, $"Triggers still arrive: {pending.Count} so far; training starts after {Text(policy.Debounce)} of quiet.", last, due);
    }

    private static RetrainDecision? Cooling(RetrainPolicy policy, List<LedgerRecord> trained, RetrainTrigger trigger, DateTimeOffset now)
    {
        if (trained.Count == 0) return null;
        var last = trained.Max(r => r.At);
        return now >= last + policy.CoolDown
            ? null
            : new(RetrainRule.CoolDown, $"The last training ended {Text(last)}; the cool-down is {Text(policy.CoolDown)}.", trigger, last + policy.CoolDown);
    }

    private static RetrainDecision? OverBudget(RetrainPolicy policy, List<LedgerRecord> trained, RetrainTrigger trigger, DateTimeOffset now)
    {
        var (runs, per) = (policy.Budget.Runs, policy.Budget.Per);
        if (runs == 0) return new(RetrainRule.Budget, "The budget allows no training at all.", trigger, null);
        var inSpan = trained.Where(r => r.At > now - per).OrderBy(r => r.At).ToList();
        return inSpan.Count < runs
            ? null
            : new(RetrainRule.Budget, $"{inSpan.Count} trainings in the last {Text(per)}; the budget allows {runs}.", trigger, inSpan[^runs].At + per);
    }

    private static string NoTriggerReason(IReadOnlyList<RetrainTrigger> triggers) => triggers.Count == 0
        ? "Nothing asks for a training."
        : "Switched off by the policy: " + string.Join(", ", triggers.Select(t => TriggerKinds.ToText(t.Kind)).Distinct().Order(StringComparer.Ordinal)) + ".";

    private static string Text(TimeSpan span) => Delivery.Environments.Durations.ToText(span);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
