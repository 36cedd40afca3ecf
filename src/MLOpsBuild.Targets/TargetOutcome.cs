namespace MLOpsBuild.Targets;

/// <summary>What a target says about itself in the summary table.</summary>
/// <param name="Verdict">One word for the verdict column, such as <c>pass</c> or <c>hold</c>; null shows the status instead.</param>
/// <param name="Why">Why it ran, or why it had nothing to do; null leaves the engine's own reason.</param>
/// <param name="Cached">True when the work was found done and nothing was computed.</param>
public sealed record TargetOutcome(string? Verdict = null, string? Why = null, bool Cached = false);
