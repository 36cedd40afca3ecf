using MLOpsBuild.Content;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>What a verdict rests on besides the model itself: the same model judged by other rules or on other rows is another verdict.</summary>
/// <param name="GateConfiguration">The digest of the gate's configuration.</param>
/// <param name="EvaluationData">The digest of the rows that it was judged on.</param>
public sealed record EvidenceBinding(Digest GateConfiguration, Digest EvaluationData);
