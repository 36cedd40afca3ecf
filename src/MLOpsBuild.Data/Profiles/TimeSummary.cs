using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A column's times: the first, the last, how many distinct ones, and how many on each day.</summary>
internal sealed record TimeSummary(long Count, DateTime? From, DateTime? To, DistinctSketch Distinct, DayCounts Days)
{
    private const int MostCounters = 1 << 16;

    public static TimeSummary None { get; } = new(0, null, null, new DistinctSketch(), DayCounts.None);

    public static (TimeSummary Summary, long Missing) Of(TimeColumn column)
    {
        var (min, max, missing) = (long.MaxValue, long.MinValue, 0L);
        var (distinct, before) = (new DistinctSketch(), 0L);
        foreach (var time in column.Values)
        {
            var ticks = time.Ticks;
            if (ticks == 0)
            {
                missing++;
                continue;
            }

            // Files are mostly sorted by time: the same minute again needs no hash.
            if (ticks == before) continue;
            before = ticks;
            if (ticks < min) min = ticks;
            if (ticks > max) max = ticks;
            distinct.Add(StableHash.Of((ulong)ticks));
        }

        if (min > max) return (None, missing);
        var days = DayCounts.Of(Counted(column.Values, (int)(min / TimeSpan.TicksPerDay), (int)(max / TimeSpan.TicksPerDay)), TimePeriod.Day);
        return (new(column.Count - missing, new DateTime(min), new DateTime(max), distinct, days), missing);
    }

    public TimeSummary Merge(TimeSummary other) => new(
        Count + other.Count,
        From is null || other.From < From ? other.From : From,
        To is null || other.To > To ? other.To : To,
        Distinct.Merge(other.Distinct),
        Days.Merge(other.Days));

    private static Dictionary<DateTime, long> Counted(ReadOnlySpan<DateTime> times, int first, int last)
    {
        var counts = new Dictionary<DateTime, long>();
        if (last - first >= MostCounters)
        {
            foreach (var time in times)
            {
                if (time.Ticks != 0) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, time.Date, out _)++;
            }

            return counts;
        }

        var counters = new long[last - first + 1];
        foreach (var time in times)
        {
            if (time.Ticks != 0) counters[(int)(time.Ticks / TimeSpan.TicksPerDay) - first]++;
        }

        for (var i = 0; i < counters.Length; i++)
        {
            if (counters[i] > 0) counts.Add(new DateTime((first + i) * TimeSpan.TicksPerDay), counters[i]);
        }

        return counts;
    }
}
