namespace MLOpsBuild.Data.Profiles;

/// <summary>Counts of consecutive periods as one list under the first of them: a tenth of the bytes.</summary>
internal static class DayRuns
{
    public static IEnumerable<(DateTime Start, IReadOnlyList<long> Counts)> Of(DayCounts days)
    {
        var run = new List<long>();
        var (start, next) = (default(DateTime), default(DateTime?));
        foreach (var (day, count) in days.Counts)
        {
            if (run.Count > 0 && next != day)
            {
                yield return (start, run);
                run = [];
            }

            if (run.Count == 0) start = day;
            run.Add(count);
            next = DayCounts.Next(day, days.Period);
        }

        if (run.Count > 0) yield return (start, run);
    }
}
