namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>data-validation</c> and <c>data-drift</c>, whose limits stand in the contract and in the section <c>drift</c>.</summary>
public sealed record VerdictSettings : GateSettings;

/// <summary>A verdict that another part of the build has reached.</summary>
/// <param name="Judged">The verdict with its findings, and the rows behind it.</param>
public sealed record VerdictMeasurement(JudgedRows Judged) : IGateMeasurement
{
    /// <inheritdoc/>
    public int Samples => Judged.Rows;

    /// <inheritdoc/>
    public string? NoData => Judged.Rows == 0 ? "there are no rows" : null;

    internal Judgement Judgement => new(Judged.Result.Verdict, Judged.Result.Summary, Judged.Result.Findings);
}

/// <summary><c>data-validation</c>: whether the pinned partitions keep their contract.</summary>
public sealed class DataValidationGate : GateKind<VerdictSettings, VerdictMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "data-validation";

    /// <inheritdoc/>
    public override string Help => "Holds every pinned partition against its contract. Correct the partition, or the contract when it is wrong.";

    /// <inheritdoc/>
    public override GateNeeds Needs(VerdictSettings settings) => GateNeeds.Validation;

    /// <inheritdoc/>
    public override VerdictMeasurement Measure(VerdictSettings settings, GateEvidence evidence, CancellationToken cancellationToken) => new(evidence.Validation);

    /// <inheritdoc/>
    public override Judgement Judge(VerdictSettings settings, VerdictMeasurement measurement) => measurement.Judgement;
}

/// <summary><c>data-drift</c>: whether features, label and predictions are distributed in the evaluation rows as in the training rows, column by column.</summary>
public sealed class DataDriftGate : GateKind<VerdictSettings, VerdictMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "data-drift";

    /// <inheritdoc/>
    public override string Help => "Compares each column of evaluation and training rows by the margins of the section 'drift'. Look at what has changed in the world, and train on newer rows.";

    /// <inheritdoc/>
    public override GateNeeds Needs(VerdictSettings settings) => GateNeeds.Drift;

    /// <inheritdoc/>
    public override VerdictMeasurement Measure(VerdictSettings settings, GateEvidence evidence, CancellationToken cancellationToken) => new(evidence.Drift);

    /// <inheritdoc/>
    public override Judgement Judge(VerdictSettings settings, VerdictMeasurement measurement) => measurement.Judgement;
}
