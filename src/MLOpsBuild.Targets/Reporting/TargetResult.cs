using MLOpsBuild.Targets.Definition;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>How one target of the plan stands or ended.</summary>
/// <param name="Target">The target.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Verdict">The word that the target reported about itself; null when it reported none.</param>
/// <param name="Duration">How long its actions took; null when they did not start.</param>
/// <param name="Why">Why it ran, was skipped, failed or did not run.</param>
/// <param name="Pairs">The pairs that it reported, in order.</param>
/// <param name="ExitCode">The exit code that its failure asks for; 0 when it did not fail.</param>
public sealed record TargetResult(
    ExecutableTarget Target,
    ExecutionStatus Status,
    string? Verdict,
    TimeSpan? Duration,
    string Why,
    IReadOnlyList<KeyValuePair<string, string>> Pairs,
    int ExitCode);
