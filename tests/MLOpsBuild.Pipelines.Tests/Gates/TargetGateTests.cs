using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates;

public sealed class TargetGateTests
{
    [Theory]
    [InlineData(0.8, Verdict.Pass)]
    [InlineData(0.9, Verdict.Pass)]
    [InlineData(0.95, Verdict.Fail)]
    [InlineData(0.79, Verdict.Fail)]
    [InlineData(double.NaN, Verdict.Fail)]
    [InlineData(null, Verdict.Hold)]
    public void A_metric_is_held_against_its_limits(double? value, Verdict verdict) =>
        Assert.Equal(verdict, Judge(("auc", new MetricLimit(0.8, 0.9)), value).Verdict);

    [Fact]
    public void A_limit_on_one_side_leaves_the_other_open()
    {
        Assert.Equal(Verdict.Pass, Judge(("auc", new MetricLimit(Min: 0.8)), 1).Verdict);
        Assert.Equal(Verdict.Pass, Judge(("auc", new MetricLimit(Max: 0.8)), 0).Verdict);
    }

    [Fact]
    public void A_metric_that_is_not_measured_is_an_error_that_lists_the_measured_ones()
    {
        var result = Judge(("acu", new MetricLimit(Min: 0.8)), 0.9);

        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Equal("'acu' is not measured; there are auc.", result.Summary);
    }

    [Fact]
    public void No_limit_at_all_is_a_hold()
    {
        var result = TargetGate.Judge([], Measured.Evaluation(("auc", 0.9)));

        Assert.Equal((Verdict.Hold, "gates.json sets no limit."), (result.Verdict, result.Summary));
    }

    [Fact]
    public void The_worst_metric_decides_and_comes_first()
    {
        var limits = new SortedDictionary<string, MetricLimit>(StringComparer.Ordinal) { ["auc"] = new(Min: 0.8), ["ece"] = new(Max: 0.05), ["log-loss"] = new(Max: 0.45) };

        var result = TargetGate.Judge(limits, Measured.Evaluation(("auc", 0.9), ("ece", null), ("log-loss", 0.5)));

        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal("log-loss is 0.5; at most 0.45 is asked.", result.Summary);
        Assert.Equal(["log-loss", "ece", "auc"], result.Findings.Select(f => f.Rule));
    }

    private static GateResult Judge((string Name, MetricLimit Limit) limit, double? value) =>
        TargetGate.Judge(new SortedDictionary<string, MetricLimit>(StringComparer.Ordinal) { [limit.Name] = limit.Limit }, Measured.Evaluation(("auc", value)));
}
