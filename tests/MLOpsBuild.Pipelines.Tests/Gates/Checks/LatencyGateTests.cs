using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class LatencyGateTests
{
    private static readonly double[] Quiet = [100, 101, 102, 103, 104];

    [Theory]
    [InlineData(102, Verdict.Pass)]
    [InlineData(99, Verdict.Fail)]
    [InlineData(101.5, Verdict.Hold)]
    public void Most_rounds_within_the_limit_pass_all_over_it_fail_and_between_it_holds(double limit, Verdict expected) =>
        Assert.Equal(expected, Judge(new LatencySettings { P99Microseconds = limit }, Quiet).Verdict);

    [Fact]
    public void Rounds_that_disagree_never_fail()
    {
        var judged = Judge(new LatencySettings { P99Microseconds = 50 }, [100, 150, 200, 250, 300]);
        Assert.Equal(Verdict.Hold, judged.Verdict);
        Assert.EndsWith("The rounds disagree: the machine was too busy to tell.", judged.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Verdict.Pass)]
    [InlineData(3.0, Verdict.Pass)]
    [InlineData(0.9, Verdict.Fail)]
    public void The_cold_start_is_judged_when_it_has_a_limit(double? limit, Verdict expected) =>
        Assert.Equal(expected, new LatencyGate().Judge(new LatencySettings { P99Microseconds = 1000, ColdStartMilliseconds = limit }, new LatencyMeasurement(Quiet, 90, [1, 1.1, 1.2], "x64", 500, null)).Verdict);

    [Fact]
    public void Times_are_those_of_the_clock()
    {
        // Whoever asks this clock finds 5 µs gone by: so long takes every prediction, and every start.
        var sources = new HandMade { EvaluationRows = HandMade.Rows(HandMade.Numbers("x", 1, 2, 3), [0, 1, 0]), Clock = new Ticking() };
        var result = sources.Judge(new LatencyGate(), new LatencySettings { P99Microseconds = 5, ColdStartMilliseconds = 0.005, Rounds = 3, Calls = 100 });

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("By round: 5, 5, 5 µs; the median prediction takes 5 µs.", result.Findings.Select(f => f.Message));
        Assert.Equal("x64, 2 cores", result.Findings[0].Place);
        // One for all predictions, and one for each cold start.
        Assert.Equal(1 + 3, sources.ModelsLoaded);
    }

    [Fact]
    public void Without_a_row_nothing_is_measured() =>
        Assert.Equal(Verdict.Hold, new HandMade { EvaluationRows = HandMade.Rows(HandMade.Numbers("x"), []) }.Judge(new LatencyGate(), new LatencySettings { P99Microseconds = 1 }).Verdict);

    private static Pipelines.Gates.Judgement Judge(LatencySettings settings, double[] p99) => new LatencyGate().Judge(settings, new LatencyMeasurement(p99, 90, [1, 1, 1], "x64", 500, null));

    private sealed class Ticking : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => _now += 5;
    }
}
