using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates;

public sealed class GateKindTests
{
    [Theory]
    [InlineData(NoData.Hold, Verdict.Hold)]
    [InlineData(NoData.Fail, Verdict.Fail)]
    [InlineData(NoData.Error, Verdict.Error)]
    public void Without_data_a_gate_says_what_its_settings_say_and_never_passes(NoData onNoData, Verdict expected)
    {
        var nothing = Judge(_ => new Counted(0) { NoData = "nobody came" }, onNoData);
        var few = Judge(_ => new Counted(9), onNoData, minSamples: 10);

        Assert.Equal((expected, "Nothing to judge: nobody came."), (nothing.Verdict, nothing.Summary));
        Assert.Equal((expected, "Nothing to judge: there are 9 samples, at least 10 are asked."), (few.Verdict, few.Summary));
    }

    [Fact]
    public void With_samples_enough_the_kind_judges() =>
        Assert.Equal(new GateResult("check", Verdict.Pass, "10 came.", []) with { Findings = [] }, Judge(_ => new Counted(10), minSamples: 10) with { Findings = [] });

    [Fact]
    public void What_a_gate_throws_is_a_verdict_of_error()
    {
        var result = Judge(_ => throw new IOException("the disk is gone"));
        Assert.Equal((Verdict.Error, "The check could not be carried out: the disk is gone"), (result.Verdict, result.Summary));
    }

    [Fact]
    public void Evidence_that_the_needs_do_not_name_is_not_given()
    {
        var result = Judge(evidence => new Counted((int)evidence.PackageBytes));
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("Package", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_no_verdict() => Assert.Throws<OperationCanceledException>(() => Judge(_ => throw new OperationCanceledException()));

    private static GateResult Judge(Func<GateEvidence, Counted> measure, NoData onNoData = NoData.Hold, int minSamples = 1) =>
        new HandMade { Bytes = 1 }.Judge(new CountingGate(measure), new CountSettings { OnNoData = onNoData, MinSamples = minSamples });

    private sealed record CountSettings : GateSettings;

    private sealed record Counted(int Samples) : IGateMeasurement
    {
        public string? NoData { get; init; }
    }

    private sealed class CountingGate(Func<GateEvidence, Counted> measure) : GateKind<CountSettings, Counted>
    {
        public override string Kind => "counting";

        public override string Help => "Counts.";

        public override GateNeeds Needs(CountSettings settings) => GateNeeds.Model;

        public override Counted Measure(CountSettings settings, GateEvidence evidence, CancellationToken cancellationToken) => measure(evidence);

        public override Judgement Judge(CountSettings settings, Counted measurement) => new(Verdict.Pass, $"{measurement.Samples} came.");
    }
}
