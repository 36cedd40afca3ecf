using MLOpsBuild.Documents;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting;

/// <summary>Verdicts in words, as they stand in every file of ours.</summary>
internal static class VerdictWords
{
    /// <summary>The verdict's name: <c>pass</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Hold => "hold",
        Verdict.Fail => "fail",
        _ => "error",
    };

    /// <summary>How many gates say what: <c>5 pass, 1 hold, 1 fail</c>.</summary>
    public static string Tally(IReadOnlyList<GateResult> gates)
    {
        var counts = new[] { Verdict.Pass, Verdict.Hold, Verdict.Fail, Verdict.Error }
            .Select(v => (Verdict: v, Count: gates.Count(g => g.Verdict == v)))
            .Where(c => c.Count > 0)
            .Select(c => $"{Numbers.Count(c.Count)} {Of(c.Verdict)}");
        return string.Join(", ", counts);
    }
}
