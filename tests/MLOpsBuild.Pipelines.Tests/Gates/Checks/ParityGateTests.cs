using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class ParityGateTests
{
    [Fact]
    public void Rows_that_are_served_as_trained_pass() =>
        Assert.Equal(Verdict.Pass, Judge(new ServingReplay(200, 0, [])).Verdict);

    [Fact]
    public void One_row_that_is_served_otherwise_fails_and_is_named()
    {
        var result = Judge(new ServingReplay(200, 1, [new ReplayDifference(17, "delay", "1", "1.0000000000000002")]));
        Assert.Equal((Verdict.Fail, "1 of 200 rows are served otherwise than trained: delay of row 17 is 1 in training and 1.0000000000000002 in serving."), (result.Verdict, result.Summary));
        Assert.Equal(("delay", "row 17"), (result.Findings[0].Rule, result.Findings[0].Place));
    }

    [Fact]
    public void No_row_or_too_few_are_nothing_to_judge()
    {
        Assert.Equal(Verdict.Hold, Judge(new ServingReplay(0, 0, [])).Verdict);
        Assert.Equal(Verdict.Hold, Judge(new ServingReplay(99, 0, []), minSamples: 100).Verdict);
    }

    [Fact]
    public void A_package_that_does_not_load_is_an_error() =>
        Assert.Equal(Verdict.Error, new HandMade().Judge(new ParityGate(), new ParitySettings()).Verdict);

    private static GateResult Judge(ServingReplay replay, int minSamples = 1) => new HandMade { Replayed = replay }.Judge(new ParityGate(), new ParitySettings { MinSamples = minSamples });
}
