namespace MLOpsBuild.Data.Profiles;

/// <summary>Times by day; by month or year when the days are too many for a small file. No order of merging shows.</summary>
internal sealed class DayCounts
{
    /// <summary>The most days, or months, that are counted one by one: ten years of days.</summary>
    public const int Most = 3660;

    private DayCounts(SortedDictionary<DateTime, long> counts, TimePeriod period) => (Counts, Period) = (counts, period);

    public static DayCounts None { get; } = new([], TimePeriod.Day);

    /// <summary>The periods that have any times, by their first days.</summary>
    public SortedDictionary<DateTime, long> Counts { get; }

    public TimePeriod Period { get; }

    public static DayCounts Of(IEnumerable<KeyValuePair<DateTime, long>> counts, TimePeriod period)
    {
        var sums = new SortedDictionary<DateTime, long>();
        foreach (var (day, count) in counts)
        {
            var start = StartOf(day, period);
            sums[start] = sums.GetValueOrDefault(start) + count;
        }

        return sums.Count > Most && period < TimePeriod.Year ? Of(sums, period + 1) : new DayCounts(sums, period);
    }

    public DayCounts Merge(DayCounts other) => Of(Counts.Concat(other.Counts), (TimePeriod)Math.Max((int)Period, (int)other.Period));

    /// <summary>The first day of the period that a day lies in.</summary>
    public static DateTime StartOf(DateTime day, TimePeriod period) => period switch
    {
        TimePeriod.Year => new DateTime(day.Year, 1, 1),
        TimePeriod.Month => new DateTime(day.Year, day.Month, 1),
        _ => day.Date,
    };

    /// <summary>The first day of the period after; null when the calendar ends.</summary>
    public static DateTime? Next(DateTime start, TimePeriod period) => period switch
    {
        TimePeriod.Year => start.Year == 9999 ? null : start.AddYears(1),
        TimePeriod.Month => start is { Year: 9999, Month: 12 } ? null : start.AddMonths(1),
        _ => start >= DateTime.MaxValue.Date ? null : start.AddDays(1),
    };
}
