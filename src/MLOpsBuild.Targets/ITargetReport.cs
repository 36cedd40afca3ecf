namespace MLOpsBuild.Targets;

/// <summary>The running target, as seen from inside its actions. Thread-safe.</summary>
public interface ITargetReport
{
    /// <summary>The target's name.</summary>
    string Name { get; }

    /// <summary>Signalled when the build is cancelled. A target that runs after a failure or a cancellation gets one that is not signalled.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Says how the target ended; a later call replaces an earlier one.</summary>
    /// <param name="outcome">The line of the summary table.</param>
    void Report(TargetOutcome outcome);

    /// <summary>Adds a pair to the target's line of the summary table, or replaces the value of a key that is there.</summary>
    /// <param name="key">A short label.</param>
    /// <param name="value">Shown in the invariant culture.</param>
    void AddPair(string key, object? value);

    /// <summary>Says how the target ended; a shorter form of <see cref="Report"/>.</summary>
    /// <param name="verdict">One word for the verdict column; null shows the status.</param>
    /// <param name="note">Why it ran or did not; null leaves the engine's own reason.</param>
    void Summary(string? verdict = null, string? note = null) => Report(new TargetOutcome(verdict, note));
}
