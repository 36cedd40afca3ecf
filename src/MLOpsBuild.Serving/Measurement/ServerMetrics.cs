using System.Collections.Concurrent;

namespace MLOpsBuild.Serving.Measurement;

/// <summary>Counts what the server did, per model version and endpoint. Threads may count at the same time.</summary>
internal sealed class ServerMetrics
{
    /// <summary>Upper edges of the duration buckets, in seconds.</summary>
    public static readonly double[] Edges = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<RequestKey, RequestCounts> _requests = new();
    private readonly ConcurrentDictionary<(string Kind, bool Accepted), Counter> _events = new();
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    public IEnumerable<KeyValuePair<RequestKey, RequestCounts>> Requests =>
        _requests.OrderBy(pair => pair.Key.Model, StringComparer.Ordinal).ThenBy(pair => pair.Key.Version, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Endpoint, StringComparer.Ordinal).ThenBy(pair => pair.Key.Status);

    public IEnumerable<(string Kind, bool Accepted, long Count)> Events =>
        _events.Select(pair => (pair.Key.Kind, pair.Key.Accepted, pair.Value.Value)).OrderBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.Accepted);

    /// <summary>Counts one more request under way unless there are already <paramref name="most"/>.</summary>
    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _inFlight) <= most) return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    public void Finished(RequestKey key, TimeSpan duration, int rows, int failedRows) =>
        _requests.GetOrAdd(key, static _ => new RequestCounts()).Add(duration, rows, failedRows);

    public void Took(string kind, int accepted, int refused)
    {
        _events.GetOrAdd((kind, true), static _ => new Counter()).Add(accepted);
        _events.GetOrAdd((kind, false), static _ => new Counter()).Add(refused);
    }

    internal sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Add(long more) => Interlocked.Add(ref _value, more);
    }
}

/// <summary>What requests are counted by.</summary>
internal readonly record struct RequestKey(string Model, string Version, string Endpoint, int Status);

/// <summary>The counts of one key.</summary>
internal sealed class RequestCounts
{
    private readonly ServerMetrics.Counter[] _buckets = [.. ServerMetrics.Edges.Select(_ => new ServerMetrics.Counter())];
    private readonly ServerMetrics.Counter _requests = new();
    private readonly ServerMetrics.Counter _ticks = new();
    private readonly ServerMetrics.Counter _rows = new();
    private readonly ServerMetrics.Counter _failedRows = new();

    public long Requests => _requests.Value;

    public long Rows => _rows.Value;

    public long FailedRows => _failedRows.Value;

    public TimeSpan Duration => TimeSpan.FromTicks(_ticks.Value);

    /// <summary>How many requests took no longer than the edge at <paramref name="bucket"/> and longer than the one before.</summary>
    public long InBucket(int bucket) => _buckets[bucket].Value;

    public void Add(TimeSpan duration, int rows, int failedRows)
    {
        var at = Array.BinarySearch(ServerMetrics.Edges, duration.TotalSeconds);
        if (at < 0) at = ~at;
        if (at < _buckets.Length) _buckets[at].Add(1);
        _requests.Add(1);
        _ticks.Add(duration.Ticks);
        _rows.Add(rows);
        _failedRows.Add(failedRows);
    }
}
