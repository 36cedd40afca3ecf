using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>volume</c>: a day has at least the share <c>below</c>, and at most <c>above</c> times, the median count of the past <c>days</c> days.</summary>
/// <remarks>
/// The days of this partition run from its first to its last, and one without rows has the count 0. Days before it come from the history, where it reaches
/// back; a day with fewer than <c>leastDays</c> known days before it is not judged.
/// </remarks>
internal sealed class VolumeRule(RuleHeader header, string time, double below, double above, int days, int leastDays) : Rule(header)
{
    public const string Kind = "volume";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "below", "above", "days", "leastDays");
        var (below, above) = (reader.Number("below", 0, 1), reader.Number("above", 1, 1e9));
        if (below is null && above is null) reader.Wrong("needs 'below' or 'above'");
        var days = (int)Math.Min(3660, reader.Integer("days", 1) ?? 14);
        var least = (int)Math.Min(days, reader.Integer("leastDays", 1) ?? 7);
        return new VolumeRule(header, reader.Time, below ?? 0, above ?? double.PositiveInfinity, days, least);
    }

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        var times = (TimeColumn)table[time];
        var counts = new SortedDictionary<DateTime, (long Count, int Row)>();
        for (var row = 0; row < times.Count; row++)
        {
            if (times.IsMissing(row)) continue;
            var day = times.Values[row].Date;
            counts[day] = counts.TryGetValue(day, out var seen) ? (seen.Count + 1, seen.Row) : (1, row);
        }

        if (counts.Count == 0) return;
        var past = new Queue<long>(Before(counts.Keys.First(), context));
        // A wrong year in one row must not make a loop over millennia: only days near the rows' own are walked through.
        foreach (var day in Walk(counts.Keys))
        {
            var (count, row) = counts.GetValueOrDefault(day);
            Judge(day, count, row, past, context, findings);
            past.Enqueue(count);
            if (past.Count > days) past.Dequeue();
        }
    }

    private static IEnumerable<DateTime> Walk(IEnumerable<DateTime> withRows)
    {
        const int longestGap = 366;
        DateTime? last = null;
        foreach (var day in withRows)
        {
            if (last is { } before && (day - before).Days <= longestGap)
            {
                for (var gap = before.AddDays(1); gap < day; gap = gap.AddDays(1)) yield return gap;
            }

            yield return day;
            last = day;
        }
    }

    private IEnumerable<long> Before(DateTime first, ValidationContext context) =>
        context.Known?.Days.Where(d => d.Key < first && (first - d.Key).Days <= days).Select(d => d.Value) ?? [];

    private void Judge(DateTime day, long count, int row, Queue<long> past, ValidationContext context, List<Finding> findings)
    {
        if (past.Count < leastDays) return;
        var median = Median(past);
        if (count >= below * median && count <= above * median) return;
        var side = count < below * median ? $"below {Values.Share(below)}" : $"above {Values.Share(above)}";
        var message = $"{Times.FormatDay(day)} has {count} rows, {side} of {Values.Number(median)}, the median of the {past.Count} days before.";
        findings.Add(Broken(message, context.Place(row, time)));
    }

    private static double Median(IEnumerable<long> counts)
    {
        long[] sorted = [.. counts.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
