using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Snapshots;

public sealed class ConclusionTests
{
    [Theory]
    [InlineData(Verdict.Pass, Verdict.Pass, Verdict.Pass)]
    [InlineData(Verdict.Hold, Verdict.Pass, Verdict.Hold)]
    [InlineData(Verdict.Fail, Verdict.Hold, Verdict.Fail, Verdict.Pass)]
    [InlineData(Verdict.Error, Verdict.Error, Verdict.Fail)]
    public void The_worst_judgement_is_the_verdict(Verdict expected, params Verdict[] judgements) =>
        Assert.Equal(expected, SnapshotGate.Conclude([.. judgements.Select(v => Judged(v))]).Verdict);

    [Fact]
    public void No_accepted_metric_at_all_is_a_hold() => Assert.Equal(Verdict.Hold, SnapshotGate.Conclude([]).Verdict);

    [Fact]
    public void A_gain_passes_and_offers_acceptance()
    {
        var result = SnapshotGate.Conclude([Judged(Verdict.Pass, gained: true), Judged(Verdict.Pass)]);

        Assert.Contains("1 gained", result.Summary, StringComparison.Ordinal);
        Assert.Contains("metrics accept", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Severity.Info, Assert.Single(result.Findings).Severity);
    }

    [Fact]
    public void Findings_are_the_worst_first_and_say_where()
    {
        var result = SnapshotGate.Conclude([Judged(Verdict.Pass), Judged(Verdict.Hold), Judged(Verdict.Fail)]);

        Assert.Equal([Severity.Error, Severity.Warning], result.Findings.Select(f => f.Severity));
        Assert.All(result.Findings, f => Assert.Equal("auc at far", f.Rule));
        Assert.StartsWith("1 of 3 accepted metrics lost more than their tolerance", result.Summary, StringComparison.Ordinal);
    }

    private static MetricJudgement Judged(Verdict verdict, bool gained = false) =>
        new("far", "auc", Measured.Accepted(0.8, ToleranceKind.Exact), Measured.Value(0.8), verdict, gained, "auc at far: so it is.");
}
