namespace MLOpsBuild.Numerics;

/// <summary>How to resample.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Chooses the resamples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of resamples, 1 to 1 000 000. Default 1000.</summary>
    public int Replicates
    {
        get;
        init => field = value is >= 1 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Replicates must be from 1 to 1000000.");
    } = 1000;

    /// <summary>At most this many threads, at least 1; the result is the same for any number. Default: one per processor.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads must be at least 1.");
    } = Environment.ProcessorCount;
}
