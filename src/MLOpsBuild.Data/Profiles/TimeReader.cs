using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a column of times.</summary>
internal static class TimeReader
{
    private static readonly string[] Periods = [.. Enum.GetValues<TimePeriod>().Select(ProfileWriter.NameOf)];

    public static TimeSummary Read(ColumnReader reader, long count)
    {
        reader.Keys("from", "to", "hashes", "registers", "period", "days");
        var from = count > 0 ? Time(reader, "from") : null;
        var to = count > 0 ? Time(reader, "to") : null;
        reader.Holds(count > 0 || !(reader.Has("from") || reader.Has("to")), "a column without values has no 'from' and no 'to'.");
        reader.Holds(!(from > to), "'from' is after 'to'.");
        var distinct = reader.Distinct(count);
        var period = (TimePeriod)Math.Max(0, Array.IndexOf(Periods, reader.Word("period", Periods)));
        var days = Days(reader, period, count);
        if (from is { } first && to is { } last && days.Counts.Count > 0)
        {
            var areEnds = days.Counts.First().Key == DayCounts.StartOf(first, days.Period) && days.Counts.Last().Key == DayCounts.StartOf(last, days.Period);
            reader.Holds(areEnds, "'days' do not lead from 'from' to 'to'.");
        }

        return new TimeSummary(count, from, to, distinct, days);
    }

    private static DayCounts Days(ColumnReader reader, TimePeriod period, long count)
    {
        var days = new SortedDictionary<DateTime, long>();
        var (left, end) = (count, default(DateTime?));
        foreach (var (name, node) in reader.Members("days"))
        {
            var isStart = Times.TryParseDay(name, out var day) && DayCounts.StartOf(day, period) == day && (days.Count == 0 || day > end);
            if (!reader.Holds(isStart, $"'{name}' does not start a run of days, months or years after the one before.")) return DayCounts.None;
            var (counts, next) = (reader.Integers(node, 1), (DateTime?)day);
            reader.Holds(counts.Length > 0, $"the run of '{name}' is empty.");
            for (var i = 0; i < counts.Length; i++)
            {
                if (!reader.Holds(next is not null && counts[i] <= left, "'days' have more times than the column.")) return DayCounts.None;
                days.Add(next!.Value, counts[i]);
                left -= counts[i];
                end = next = DayCounts.Next(next.Value, period);
            }
        }

        reader.Holds(left == 0, "'days' have fewer times than the column.");
        reader.Holds(days.Count <= DayCounts.Most || period == TimePeriod.Year, $"'days' has more than {DayCounts.Most} periods.");
        return DayCounts.Of(days, period);
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
