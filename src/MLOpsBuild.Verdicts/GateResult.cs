namespace MLOpsBuild.Verdicts;

/// <summary>One gate's verdict with the evidence that it rests on.</summary>
/// <param name="Gate">The gate's stable name, as environments require it: <c>data-validation</c>.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Summary">One sentence for a person.</param>
/// <param name="Findings">The evidence, worst first; may be empty.</param>
public sealed record GateResult(string Gate, Verdict Verdict, string Summary, IReadOnlyList<Finding> Findings)
{
    /// <summary>A result whose verdict follows from its findings: any <see cref="Severity.Error"/> fails.</summary>
    public static GateResult From(string gate, string summary, IReadOnlyList<Finding> findings) =>
        new(gate, findings.Any(f => f.Severity == Severity.Error) ? Verdict.Fail : Verdict.Pass, summary, findings);

    /// <summary>A result for a check that could not be carried out.</summary>
    public static GateResult Error(string gate, string reason) => new(gate, Verdict.Error, reason, []);

    /// <summary>A result for evidence that cannot decide.</summary>
    public static GateResult Hold(string gate, string reason) => new(gate, Verdict.Hold, reason, []);
}
