using MLOpsBuild.Verdicts.Formats;

namespace MLOpsBuild.Verdicts.Tests.Formats;

/// <summary>One verdict of each sort, with findings, and one that is only reported.</summary>
internal static class Judged
{
    public static VerdictSet Set { get; } = new("orders", "pipelines/orders/gates.json",
    [
        new GateResult("calibration", Verdict.Pass, "The error is 0.01, at most 0.05 is allowed.", [new Finding(Severity.Info, "bin", "100 rows.", "0 to 0.1")]),
        new GateResult("data-validation", Verdict.Fail, "A row breaks the contract.", [new Finding(Severity.Error, "size range", "It is 101, at most 100 is allowed.", "data/2024 01/orders.csv:17:4"), new Finding(Severity.Warning, "late.mean", "It is 9.")]),
        new GateResult("latency", Verdict.Hold, "The machine was too busy to tell.", []),
        new GateResult("parity", Verdict.Error, "The check could not be carried out: <no> \"package\" & no\u0001 model \ud800.", []),
    ])
    {
        Reported = [new GateResult("domain-shift", Verdict.Fail, "They are told apart.", [new Finding(Severity.Error, "tells-apart", "It has half of the gain.", "size")])],
        Help = new Dictionary<string, string> { ["latency"] = "Times predictions." },
    };
}
