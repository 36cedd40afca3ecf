namespace MLOpsBuild.Data.Profiles;

/// <summary>Counts of periods as one list from the first of them on, in which −n stands for n periods without any: however the days lie, they take few bytes.</summary>
internal static class DayRuns
{
    public static IEnumerable<long> Of(DayCounts days)
    {
        DateTime? next = null;
        foreach (var (day, count) in days.Counts)
        {
            if (next is { } expected && expected != day) yield return -Between(expected, day, days.Period);
            yield return count;
            next = DayCounts.Next(day, days.Period);
        }
    }

    /// <summary>The first day of the period that comes so many after another; null when the calendar ends before.</summary>
    public static DateTime? After(DateTime start, long periods, TimePeriod period)
    {
        const int mostDays = 3_652_059;
        if (periods > mostDays) return null;
        if (period == TimePeriod.Day) return (DateTime.MaxValue.Date - start).Days < periods ? null : start.AddDays(periods);
        var months = (start.Year * 12) + start.Month - 1 + (periods * (period == TimePeriod.Year ? 12 : 1));
        return months >= 10_000 * 12 ? null : new DateTime((int)(months / 12), (int)(months % 12) + 1, 1);
    }

    private static long Between(DateTime first, DateTime second, TimePeriod period) => period switch
    {
        TimePeriod.Year => second.Year - first.Year,
        TimePeriod.Month => ((second.Year - first.Year) * 12) + second.Month - first.Month,
        _ => (second - first).Days,
    };
}
