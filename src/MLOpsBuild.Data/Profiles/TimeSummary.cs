using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A column's times: the first, the last, how many distinct ones, how many on each day, and where each share of them lies.</summary>
internal sealed record TimeSummary(long Count, DateTime? From, DateTime? To, DistinctSketch Distinct, DayCounts Days, TimeSpread Spread)
{
    private const double SecondsPerDay = 86_400;

    public static TimeSummary None { get; } = new(0, null, null, new DistinctSketch(), DayCounts.None, TimeSpread.None);

    public static (TimeSummary Summary, long Missing) Of(TimeColumn column)
    {
        var (min, max, isFiner, used) = (long.MaxValue, long.MinValue, false, 0);
        var seconds = new double[column.Count];
        foreach (var time in column.Values)
        {
            var ticks = time.Ticks;
            if (ticks == 0) continue;
            if (ticks < min) min = ticks;
            if (ticks > max) max = ticks;
            var milliseconds = ticks / TimeSpan.TicksPerMillisecond;
            isFiner |= milliseconds * TimeSpan.TicksPerMillisecond != ticks;
            seconds[used++] = milliseconds / 1000.0;
        }

        long missing = column.Count - used;
        if (used == 0) return (None, missing);
        var spans = seconds.AsSpan(0, used);
        // Less than a millisecond after the start of the calendar is a zero, which counting by value leaves out.
        var zeros = min < TimeSpan.TicksPerMillisecond ? spans.Count(0) : 0;
        if (zeros > 0) spans.Replace(0, 0.001);
        var sorted = NumberTally.Counted(spans);
        var distinct = isFiner ? DistinctOf(column.Values) : DistinctOf(sorted.Values);
        return (new(used, new DateTime(min), new DateTime(max), distinct, DayCounts.Of(ByDay(sorted), TimePeriod.Day), TimeSpread.Of(sorted)), missing);
    }

    public TimeSummary Merge(TimeSummary other) => new(
        Count + other.Count,
        From is null || other.From < From ? other.From : From,
        To is null || other.To > To ? other.To : To,
        Distinct.Merge(other.Distinct),
        Days.Merge(other.Days),
        Spread.Merge(other.Spread));

    // Times of whole milliseconds have one number each, so that no row needs a hash of its own.
    private static DistinctSketch DistinctOf(double[] seconds)
    {
        var distinct = new DistinctSketch();
        foreach (var value in seconds) distinct.Add(StableHash.Of((ulong)TimeSpread.TimeOf(value).Ticks));
        return distinct;
    }

    private static DistinctSketch DistinctOf(ReadOnlySpan<DateTime> times)
    {
        var distinct = new DistinctSketch();
        foreach (var time in times)
        {
            if (time.Ticks != 0) distinct.Add(StableHash.Of((ulong)time.Ticks));
        }

        return distinct;
    }

    private static IEnumerable<KeyValuePair<DateTime, long>> ByDay(SortedCounts sorted)
    {
        var (day, count) = (-1, 0L);
        for (var i = 0; i < sorted.Values.Length; i++)
        {
            var next = (int)(sorted.Values[i] / SecondsPerDay);
            if (next != day && count > 0)
            {
                yield return KeyValuePair.Create(new DateTime(day * TimeSpan.TicksPerDay), count);
                count = 0;
            }

            day = next;
            count += sorted.Counts[i];
        }

        yield return KeyValuePair.Create(new DateTime(day * TimeSpan.TicksPerDay), count);
    }
}
