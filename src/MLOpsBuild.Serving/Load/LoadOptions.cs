namespace MLOpsBuild.Serving.Load;

/// <summary>What a load test sends and what it demands.</summary>
public sealed record LoadOptions
{
    /// <summary>Requests per second, sent on schedule whether or not earlier ones were answered; above 0, at most 100 000.</summary>
    public required double Rate { get; init; }

    /// <summary>How long requests are measured; above zero.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long requests are sent before they are measured. Default 1 second.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The path that is posted to. Default <c>/predict</c>.</summary>
    public string Path { get; init; } = "/predict";

    /// <summary>The JSON body of the request of that number, counted from 0; called on many threads and meant to be quick.</summary>
    public required Func<long, ReadOnlyMemory<byte>> Body { get; init; }

    /// <summary>What is wrong with the body of a 2xx answer; null when nothing is, or to take every 2xx as good.</summary>
    public Func<ReadOnlyMemory<byte>, string?>? Check { get; init; }

    /// <summary>How many requests may wait for answers; one more is not sent and counts as an error. Default 256.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>After how long a request is an error. Default 5 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The 99th percentile of latency must not be above this.</summary>
    public required TimeSpan P99Limit { get; init; }

    /// <summary>The share of planned requests that may be errors, 0 to 1. Default 0.</summary>
    public double MaxErrorShare { get; init; }

    /// <summary>With fewer good answers the test cannot decide. Default 1000: ten requests lie above a 99th percentile.</summary>
    public int MinCompleted { get; init; } = 1000;

    /// <summary>When 1 % of requests leave later than this after their time, the test itself was too slow and cannot decide. Default 20 ms.</summary>
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often the test is made at most while it cannot keep its own schedule: a machine that was busy for a moment says nothing about the server. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Attempts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Rate, 100_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Warmup, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxInFlight);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(P99Limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxErrorShare);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinCompleted);
    }
}
