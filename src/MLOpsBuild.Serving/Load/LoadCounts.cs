using System.Collections.Concurrent;
using MLOpsBuild.Serving.Measurement;

namespace MLOpsBuild.Serving.Load;

/// <summary>What is counted while requests come and go on many threads.</summary>
internal sealed class LoadCounts
{
    /// <summary>The kind of error under which requests count that found no server.</summary>
    public const string NoConnection = "no connection";

    private readonly ConcurrentDictionary<string, long> _errors = new(StringComparer.Ordinal);
    private long _completed;
    private int _inFlight;

    public LatencyHistogram Latency { get; } = new();

    public LatencyHistogram Service { get; } = new();

    public LatencyHistogram Lag { get; } = new();

    public long Completed => Interlocked.Read(ref _completed);

    public int InFlight => Volatile.Read(ref _inFlight);

    public SortedDictionary<string, long> Errors => new(_errors, StringComparer.Ordinal);

    public void Started() => Interlocked.Increment(ref _inFlight);

    public void Ended() => Interlocked.Decrement(ref _inFlight);

    public void Succeeded() => Interlocked.Increment(ref _completed);

    public void Failed(string kind) => _errors.AddOrUpdate(kind, 1, static (_, count) => count + 1);
}
