using MLOpsBuild.Content;

namespace MLOpsBuild.Reporting;

/// <summary>A name for some content.</summary>
/// <param name="Name">What it is: <c>orders/2001-01</c>, <c>model</c>.</param>
/// <param name="Digest">Its digest.</param>
public sealed record NamedDigest(string Name, Digest Digest);

/// <summary>One step on the way to the model.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Inputs">What it read.</param>
/// <param name="Outputs">What it wrote.</param>
public sealed record LineageStep(string Name, IReadOnlyList<NamedDigest> Inputs, IReadOnlyList<NamedDigest> Outputs)
{
    /// <summary>The digest of its code.</summary>
    public Digest? Code { get; init; }
}

/// <summary>How long a step took.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Duration">How long it took in this run; zero when it came from the cache.</param>
/// <param name="Cached">Whether its outputs came from the cache.</param>
/// <param name="Why">Why it ran, or why it did not need to.</param>
public sealed record StepTiming(string Step, TimeSpan Duration, bool Cached, string Why)
{
    /// <summary>Bytes that were allocated while it worked; null when not measured or nothing ran.</summary>
    public long? Allocated { get; init; }
}

/// <summary>One thing that determined or measured a run.</summary>
/// <param name="Name">What it is: <c>.NET</c>, <c>seed</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record Setting(string Name, string Value);
