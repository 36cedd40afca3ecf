using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a column of times.</summary>
internal static class TimeReader
{
    private static readonly string[] Periods = [.. Enum.GetValues<TimePeriod>().Select(ProfileWriter.NameOf)];

    public static TimeSummary Read(ColumnReader reader, long count)
    {
        reader.Keys("from", "to", "hashes", "registers", "period", "days", "values", "deviations", "coins", "levels");
        var from = count > 0 ? Time(reader, "from") : null;
        var to = count > 0 ? Time(reader, "to") : null;
        reader.Holds(count > 0 || !(reader.Has("from") || reader.Has("to")), "a column without values has no 'from' and no 'to'.");
        reader.Holds(!(from > to), "'from' is after 'to'.");
        var distinct = reader.Distinct(count);
        var period = (TimePeriod)Math.Max(0, Array.IndexOf(Periods, reader.Word("period", Periods)));
        var days = Days(reader, DayCounts.StartOf(from ?? DateTime.MinValue, period), period, count);
        if (to is { } last && days.Counts.Count > 0) reader.Holds(days.Counts.Last().Key == DayCounts.StartOf(last, days.Period), "'days' do not lead from 'from' to 'to'.");
        return new TimeSummary(count, from, to, distinct, days, Spread(reader, count));
    }

    private static DayCounts Days(ColumnReader reader, DateTime start, TimePeriod period, long count)
    {
        var days = new SortedDictionary<DateTime, long>();
        var (left, next, isGap) = (count, (DateTime?)start, true);
        foreach (var number in reader.Integers("days"))
        {
            var fits = next is not null && number != 0 && number <= left && !(isGap && number < 0) && number > long.MinValue;
            if (!reader.Holds(fits, "each of 'days' is a count of times, or how many days, months or years none lies in as a negative number, and all together are the times of the column.")) return DayCounts.None;
            isGap = number < 0;
            if (!isGap) days.Add(next!.Value, number);
            left -= Math.Max(0, number);
            next = isGap ? DayRuns.After(next!.Value, -number, period) : DayCounts.Next(next!.Value, period);
        }

        reader.Holds(left == 0, "'days' have fewer times than the column.");
        reader.Holds(days.Count <= DayCounts.Most || period == TimePeriod.Year, $"'days' has more than {DayCounts.Most} periods.");
        return DayCounts.Of(days, period);
    }

    private static TimeSpread Spread(ColumnReader reader, long count)
    {
        if (!reader.Has("values"))
        {
            var sketch = QuantileReader.Read(reader, count);
            return reader.Holds(sketch.Levels.All(l => l.All(TimeSpread.IsTime)), "each of 'levels' must hold seconds of times.") ? TimeSpread.Of(sketch) : TimeSpread.None;
        }

        var pairs = reader.Pairs("values", reader.Number, Comparer<double>.Default, count, isAll: true);
        var isGood = reader.Holds(pairs.Count <= TimeSpread.ExactLimit && pairs.All(p => TimeSpread.IsTime(p.Key)), $"'values' must be seconds of times, at most {TimeSpread.ExactLimit}.");
        return isGood ? TimeSpread.Of(new SortedCounts([.. pairs.Select(p => p.Key)], [.. pairs.Select(p => p.Value)])) : TimeSpread.None;
    }

    private static DateTime? Time(ColumnReader reader, string name)
    {
        var text = reader.Text(name);
        if (text is null) return null;
        if (Times.TryParse(text, out var time)) return time;
        reader.Wrong($"'{text}' is not a time; expected 2001-01-31T23:55.");
        return null;
    }
}
