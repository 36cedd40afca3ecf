using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Load;

/// <summary>What a load test measured. Latency counts from the moment a request was due, so waiting to be sent is part of it.</summary>
/// <param name="Planned">How many requests were due.</param>
/// <param name="Completed">How many were answered well.</param>
/// <param name="Errors">How many were not, by kind, in ordinal order of kind.</param>
/// <param name="Elapsed">From the first request due to the last answer.</param>
/// <param name="P50">Half of the latencies are not above this; null when there are none. Timeouts are counted in, other errors are not.</param>
/// <param name="P99">As <paramref name="P50"/>, for 99 of 100.</param>
/// <param name="P999">As <paramref name="P50"/>, for 999 of 1000.</param>
/// <param name="Longest">The longest latency.</param>
/// <param name="ServiceP99">From leaving the test to the answer, 99th percentile: what is left of latency without the test's own lag. Not judged.</param>
/// <param name="LagP99">How late requests left the test itself, 99th percentile; null when none did.</param>
/// <param name="Gate">The verdict, named <c>load</c>.</param>
public sealed record LoadResult(
    long Planned,
    long Completed,
    IReadOnlyDictionary<string, long> Errors,
    TimeSpan Elapsed,
    TimeSpan? P50,
    TimeSpan? P99,
    TimeSpan? P999,
    TimeSpan? Longest,
    TimeSpan? ServiceP99,
    TimeSpan? LagP99,
    GateResult Gate)
{
    /// <summary>Good answers per second.</summary>
    public double Throughput => Elapsed > TimeSpan.Zero ? Completed / Elapsed.TotalSeconds : 0;
}
