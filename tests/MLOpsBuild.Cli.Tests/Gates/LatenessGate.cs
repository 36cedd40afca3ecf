using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Tests.Gates;

/// <summary>What <c>gates.json</c> says of it.</summary>
public sealed record LatenessSettings : GateSettings
{
    /// <summary>Orders are late by at most so much on average.</summary>
    public required double MaxMean { get; init; }
}

/// <summary>How late the evaluated orders were.</summary>
public sealed record LatenessMeasurement(double Mean, int Samples) : IGateMeasurement;

/// <summary>A gate of a user's own, whole in one file: whether orders are late at all.</summary>
public sealed class LatenessGate : GateKind<LatenessSettings, LatenessMeasurement>
{
    public override string Kind => "lateness";

    public override string Help => "Limits how late orders are on average. Pack faster.";

    public override GateNeeds Needs(LatenessSettings settings) => GateNeeds.Evaluation;

    public override LatenessMeasurement Measure(LatenessSettings settings, GateEvidence evidence, CancellationToken cancellationToken) =>
        new(evidence.Evaluation.Target.Average(), evidence.Evaluation.Count);

    public override Judgement Judge(LatenessSettings settings, LatenessMeasurement measurement) => new(
        measurement.Mean <= settings.MaxMean ? Verdict.Pass : Verdict.Fail,
        FormattableString.Invariant($"Orders are late by {measurement.Mean:0.00} on average, {settings.MaxMean:0.00} are allowed."));
}
