using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class VerdictGatesTests
{
    public static TheoryData<IGateKind> Kinds => [new DataValidationGate(), new DataDriftGate()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_verdict_and_its_findings_are_those_that_were_reached(IGateKind kind)
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var reached = new GateResult("theirs", verdict, "As found.", [new Finding(Severity.Warning, "range", "It is wide.", "size")]);
            var result = new HandMade { Judged = new JudgedRows(reached, 10) }.Judge(kind, new VerdictSettings());
            Assert.Equal(("check", verdict, "As found.", reached.Findings[0]), (result.Gate, result.Verdict, result.Summary, Assert.Single(result.Findings)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_pass_on_too_few_rows_is_none(IGateKind kind)
    {
        var pass = new GateResult("theirs", Verdict.Pass, "", []);
        Assert.Equal(Verdict.Hold, new HandMade { Judged = new JudgedRows(pass, 0) }.Judge(kind, new VerdictSettings()).Verdict);
        Assert.Equal(Verdict.Hold, new HandMade { Judged = new JudgedRows(pass, 9) }.Judge(kind, new VerdictSettings { MinSamples = 10 }).Verdict);
    }
}
