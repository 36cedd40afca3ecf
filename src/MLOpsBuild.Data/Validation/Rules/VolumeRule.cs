using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>volume</c>: a day has at least the share <c>below</c>, and at most <c>above</c> times, the median count of the past <c>days</c> days.</summary>
/// <remarks>
/// The days of this partition run from its first to its last, and one without rows has the count 0. Days before it come from the history, where it reaches
/// back; a day with fewer than <c>leastDays</c> known days before it is not judged.
/// </remarks>
internal sealed class VolumeRule(RuleHeader header, string time, Limits shares, int days, int leastDays) : Rule(header)
{
    public const string Kind = "volume";
    private const int Listed = 20;
    private readonly DayMeasure _days = new(time);

    internal override IReadOnlyList<Measure> Measures => [_days];

    internal override IReadOnlyList<string> Columns => [time];

    internal override string Advice => "Look for what happened on that day, or for a cut or doubled file.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "below", "above", "days", "leastDays");
        var (below, above) = (reader.Number("below", 0, 1), reader.Number("above", 1, 1e9));
        if (below is null && above is null) reader.Wrong("needs 'below' or 'above'");
        var days = (int)Math.Min(3660, reader.Integer("days", 1) ?? 14);
        var least = (int)Math.Min(days, reader.Integer("leastDays", 1) ?? 7);
        return new VolumeRule(header, reader.Time, new Limits(below ?? 0, above ?? double.PositiveInfinity), days, least);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var counts = new SortedDictionary<DateTime, Seen>();
        foreach (var (day, seen) in evidence.Of(_days).Days) counts.Add(new DateTime(day * TimeSpan.TicksPerDay), seen);
        if (counts.Count == 0) return NotJudged("No row has a time.");
        var found = new List<(string, string?)>();
        var past = new Queue<long>(Before(counts.Keys.First(), evidence.Context));
        var (judged, wrong) = (0, 0);
        // A wrong year in one row must not make a loop over millennia: only days near the rows' own are walked through.
        foreach (var day in Walk(counts.Keys))
        {
            var seen = counts.GetValueOrDefault(day);
            if (past.Count >= leastDays)
            {
                judged++;
                if (Judge(day, seen.Count, past) is { } message && ++wrong <= Listed) found.Add((message, evidence.Place(Math.Max(2, seen.FirstRow), time)));
            }

            past.Enqueue(seen.Count);
            if (past.Count > days) past.Dequeue();
        }

        if (wrong > Listed) found.Add(($"{wrong - Listed} further days are not listed.", evidence.Place(time)));
        return (wrong == 0 ? Kept() : Broken(found)) with { Judged = judged, Broken = wrong };
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

    private string? Judge(DateTime day, long count, Queue<long> past)
    {
        var median = Median.Of(past);
        if (shares.AllowShare(count, median)) return null;
        var side = count < shares.Min * median ? $"below {Values.Share(shares.Min)}" : $"above {Values.Share(shares.Max)}";
        return $"{Times.FormatDay(day)} has {count} rows, {side} of {Values.Number(median)}, the median of the {past.Count} days before.";
    }
}
