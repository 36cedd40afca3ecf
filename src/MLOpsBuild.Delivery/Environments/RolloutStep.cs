namespace MLOpsBuild.Delivery.Environments;

/// <summary>One step of a rollout, in the words of Argo Rollouts.</summary>
public abstract record RolloutStep;

/// <summary>Sends a share of the traffic to the new model.</summary>
/// <param name="Percent">From 0 to 100.</param>
public sealed record SetWeightStep(int Percent) : RolloutStep;

/// <summary>Waits.</summary>
/// <param name="Duration">How long; null waits for a person.</param>
public sealed record PauseStep(TimeSpan? Duration) : RolloutStep;

/// <summary>Judges the new model by what was measured since its last step. No data is no success: it holds.</summary>
/// <param name="Conditions">Each measured value with its limit, sorted by name; at least one.</param>
public sealed record AnalysisStep(IReadOnlyList<(string Metric, Condition Condition)> Conditions) : RolloutStep
{
    /// <summary>Latencies: their limits are times.</summary>
    public static IReadOnlyList<string> LatencyMetrics { get; } = ["p50", "p90", "p95", "p99"];

    /// <summary>Every metric that a condition may name; those of quality wait for labels.</summary>
    public static IReadOnlyList<string> KnownMetrics { get; } =
        ["accuracy", "auc", "brier", "count", "ece", "errorRate", "logLoss", "mae", "p50", "p90", "p95", "p99", "rmse"];

    /// <inheritdoc/>
    public bool Equals(AnalysisStep? other) => other is not null && Conditions.SequenceEqual(other.Conditions);

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Count;
}

/// <summary>How a new model takes the traffic over. Without steps it takes all of it at once.</summary>
/// <param name="Steps">In order.</param>
public sealed record Rollout(IReadOnlyList<RolloutStep> Steps)
{
    /// <inheritdoc/>
    public bool Equals(Rollout? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Count;
}
