using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>How one step went in one run.</summary>
/// <param name="Name">The step.</param>
/// <param name="Key">The digest of its key document.</param>
/// <param name="Cached">True when its result was found and nothing ran.</param>
/// <param name="Why">Why it ran, or where the result was found.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Code">The digest of its code manifest.</param>
/// <param name="Inputs">Input digests by name.</param>
/// <param name="Outputs">Output digests by name.</param>
public sealed record StepRun(
    string Name,
    Digest Key,
    bool Cached,
    string Why,
    double Seconds,
    Digest Code,
    SortedDictionary<string, Digest> Inputs,
    SortedDictionary<string, Digest> Outputs)
{
    /// <summary>Every setting that decides its result; empty in records of version 1.</summary>
    public SortedDictionary<string, string> Parameters { get; init; } = new(StringComparer.Ordinal);

    /// <summary>When it began, in seconds after the run did; null in records of version 1.</summary>
    public double? StartedAfter { get; init; }

    /// <summary>Bytes that the process allocated while the step worked: its own, and those of steps beside it. Null when its result was found.</summary>
    public long? Allocated { get; init; }
}
