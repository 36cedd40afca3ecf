using MLOpsBuild.Retraining.Ledgers;
using MLOpsBuild.Retraining.Policies;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Tests.Policies;

public sealed class RetrainDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly RetrainPolicy Policy = new()
    {
        Debounce = TimeSpan.FromHours(1),
        CoolDown = TimeSpan.FromHours(24),
        Budget = new RetrainBudget(2, TimeSpan.FromDays(30)),
        Triggers = new HashSet<TriggerKind> { TriggerKind.Request, TriggerKind.NewData, TriggerKind.Performance },
        Confidence = 0.95,
    };

    [Fact]
    public void Quiet_trigger_trains() => Expect(RetrainRule.Due, Decide([], [Trigger(-60)]));

    [Fact]
    public void Nothing_asks_nothing_trains() => Expect(RetrainRule.NoTrigger, Decide([], []));

    [Fact]
    public void Trigger_that_is_switched_off_is_named()
    {
        var decision = Decide([], [Trigger(-60, TriggerKind.Drift)]);

        Expect(RetrainRule.NoTrigger, decision);
        Assert.Contains("drift", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Burst_of_triggers_waits_for_quiet()
    {
        var decision = Decide([], [Trigger(-70), Trigger(-30, data: "b"), Trigger(-59, data: "c")]);

        Expect(RetrainRule.Debounce, decision);
        Assert.Equal(Noon.AddMinutes(30), decision.NotBefore);
    }

    [Fact]
    public void Triggers_that_never_stop_hold_training_back_only_so_long()
    {
        Expect(RetrainRule.Debounce, Decide([], [Trigger(-239), Trigger(-1, data: "b")]));
        Expect(RetrainRule.Due, Decide([], [Trigger(-240), Trigger(-1, data: "b")]));
    }

    [Fact]
    public void Newest_trigger_is_the_one_that_is_trained_for() =>
        Assert.Equal(TempRepository.Digest("b"), Decide([], [Trigger(-60, data: "b"), Trigger(-90, data: "c")]).Trigger!.Data);

    [Theory]
    [InlineData(-23, RetrainRule.CoolDown)]
    [InlineData(-24, RetrainRule.Due)]
    public void Training_waits_for_the_cool_down(int hours, RetrainRule expected)
    {
        var decision = Decide([Record(hours)], [Trigger(-60)]);

        Expect(expected, decision);
        if (expected == RetrainRule.CoolDown) Assert.Equal(Noon.AddHours(1), decision.NotBefore);
    }

    [Fact]
    public void Budget_counts_the_span_that_slides()
    {
        var (inside, edge) = (Record(-24 * 29), Record(-24 * 30));

        Expect(RetrainRule.Due, Decide([inside, edge], [Trigger(-60)]));
        var decision = Decide([inside, edge with { At = edge.At.AddSeconds(1) }], [Trigger(-60)]);
        Expect(RetrainRule.Budget, decision);
        Assert.Equal(Noon.AddSeconds(1), decision.NotBefore);
    }

    [Fact]
    public void Skipped_turns_cost_nothing() =>
        Expect(RetrainRule.Due, Decide([Record(-1, LedgerDecision.Skipped), Record(-2, LedgerDecision.Skipped), Record(-3, LedgerDecision.Skipped)], [Trigger(-60)]));

    [Theory]
    [InlineData(LedgerDecision.Failed)]
    [InlineData(LedgerDecision.Refused)]
    [InlineData(LedgerDecision.NoWin)]
    [InlineData(LedgerDecision.Win)]
    public void Every_training_cools_down_however_it_ended(LedgerDecision decision) => Expect(RetrainRule.CoolDown, Decide([Record(-1, decision)], [Trigger(-60)]));

    [Fact]
    public void Data_that_was_trained_on_is_not_trained_on_again() =>
        Expect(RetrainRule.SameData, Decide([Record(-100) with { Data = TempRepository.Digest("a") }], [Trigger(-60)]));

    [Fact]
    public void Request_waits_for_nobody_but_counts_against_the_budget()
    {
        var request = Trigger(0, TriggerKind.Request);
        var again = Record(-1) with { Data = request.Data };

        Expect(RetrainRule.Due, Decide([again], [request, Trigger(-1, data: "b")]));
        Assert.Equal(TriggerKind.Request, Decide([again], [request, Trigger(-1, data: "b")]).Trigger!.Kind);
        Expect(RetrainRule.Budget, Decide([again, Record(-2)], [request]));
    }

    [Fact]
    public void Budget_of_nothing_allows_nothing() =>
        Expect(RetrainRule.Budget, RetrainDecision.Decide(Policy with { Budget = new RetrainBudget(0, TimeSpan.FromDays(1)) }, [], [Trigger(-60, TriggerKind.Request)], Noon));

    private static void Expect(RetrainRule rule, RetrainDecision decision)
    {
        Assert.Equal(rule, decision.Rule);
        Assert.Equal(rule == RetrainRule.Due, decision.Retrain);
        Assert.NotEmpty(decision.Reason);
    }

    private static RetrainDecision Decide(IReadOnlyList<LedgerRecord> ledger, IReadOnlyList<RetrainTrigger> triggers) => RetrainDecision.Decide(Policy, ledger, triggers, Noon);

    private static RetrainTrigger Trigger(int minutes, TriggerKind kind = TriggerKind.NewData, string data = "a") => new(kind, Noon.AddMinutes(minutes), TempRepository.Digest(data), "because");

    private static LedgerRecord Record(int hours, LedgerDecision decision = LedgerDecision.NoWin) => new()
    {
        At = Noon.AddHours(hours),
        Trigger = TriggerKind.NewData,
        Data = TempRepository.Digest("before"),
        Decision = decision,
        Reason = "because",
    };
}
