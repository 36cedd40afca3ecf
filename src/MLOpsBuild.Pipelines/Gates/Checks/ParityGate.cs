using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>parity</c>.</summary>
public sealed record ParitySettings : GateSettings
{
    /// <summary>At most so many evaluation rows are replayed, from the first on. Default 200.</summary>
    public int Rows { get; init => field = Within(value, 1, int.MaxValue, nameof(Rows)); } = 200;
}

/// <summary>What a replay has shown.</summary>
/// <param name="Replay">The rows and their differences.</param>
public sealed record ParityMeasurement(ServingReplay Replay) : IGateMeasurement
{
    /// <inheritdoc/>
    public int Samples => Replay.Rows;

    /// <inheritdoc/>
    public string? NoData => Replay.Rows == 0 ? "there is no row to replay" : null;
}

/// <summary><c>parity</c>: whether the package, fed event by event with recorded rows, gives the features and predictions of the training path to the last bit.</summary>
public sealed class ParityGate : GateKind<ParitySettings, ParityMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "parity";

    /// <inheritdoc/>
    public override string Help => "Feeds the package with recorded rows, as a server is fed, and compares features and predictions with those of training, bit for bit. A difference is a feature that batch and serving compute otherwise.";

    /// <inheritdoc/>
    public override GateNeeds Needs(ParitySettings settings) => GateNeeds.Model | GateNeeds.Evaluation | GateNeeds.Package;

    /// <inheritdoc/>
    public override ParityMeasurement Measure(ParitySettings settings, GateEvidence evidence, CancellationToken cancellationToken) => new(evidence.Replay(settings.Rows, cancellationToken));

    /// <inheritdoc/>
    public override Judgement Judge(ParitySettings settings, ParityMeasurement measurement)
    {
        var replay = measurement.Replay;
        return new Judgement(
            replay.Differing == 0 ? Verdict.Pass : Verdict.Fail,
            replay.Differing == 0 ? $"Served event by event, {replay.Rows} rows have the features and predictions of training, bit for bit." : $"{replay.Differing} of {replay.Rows} rows are served otherwise than trained: {Text(replay.Differences[0])}.",
            [.. replay.Differences.Select(d => new Finding(Severity.Error, d.What, Text(d) + ".", $"row {d.Row}"))]);
    }

    private static string Text(ReplayDifference difference) => $"{difference.What} of row {difference.Row} is {difference.Training} in training and {difference.Serving} in serving";
}
