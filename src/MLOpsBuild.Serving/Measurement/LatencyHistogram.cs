using System.Numerics;

namespace MLOpsBuild.Serving.Measurement;

/// <summary>
/// Counts durations in buckets whose width grows with the duration, so that every quantile is within 1/128 of its true value, from one
/// microsecond to an hour. Threads may add at the same time.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 7;
    private const long Longest = 3_600_000_000;
    private readonly long[] _counts = new long[IndexOf(Longest) + 1];
    private long _count;

    /// <summary>How many durations were added.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Adds one duration; a negative one counts as zero, one above an hour as an hour.</summary>
    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, Longest);
        Interlocked.Increment(ref _counts[IndexOf(microseconds)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>The duration that a share of all durations does not exceed, rounded up to its bucket's upper edge.</summary>
    /// <param name="share">From above 0 to 1: 0.99 for the 99th percentile, 1 for the longest.</param>
    /// <returns>Null when nothing was added.</returns>
    public TimeSpan? Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var total = Count;
        if (total == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        long seen = 0;
        var last = 0;
        for (var i = 0; i < _counts.Length && seen < rank; i++)
        {
            seen += Interlocked.Read(ref _counts[i]);
            last = i;
        }

        return TimeSpan.FromMicroseconds(UpperEdge(last));
    }

    internal static int IndexOf(long microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)microseconds | 1) - SubBits);
        return (int)((shift << SubBits) + (microseconds >> shift));
    }

    internal static long UpperEdge(int index)
    {
        if (index < 2 << SubBits) return index;
        var shift = (index >> SubBits) - 1;
        var mantissa = (index & ((1 << SubBits) - 1)) | (1 << SubBits);
        return ((mantissa + 1L) << shift) - 1;
    }
}
