using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>One gate's newest verdict on a model.</summary>
/// <param name="Result">What the gate says; evidence that cannot be read is a verdict of <see cref="Verdict.Error"/>.</param>
/// <param name="Binding">What it rests on; null when it cannot be read.</param>
public sealed record EvidenceRecord(GateResult Result, EvidenceBinding? Binding)
{
    /// <summary>The artifact that holds it; the default digest for evidence that was never stored.</summary>
    public Digest Artifact { get; init; }

    /// <summary>How many verdicts of the same gate on the same model came before it.</summary>
    public long Sequence { get; init; }
}
