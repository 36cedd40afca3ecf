using System.Runtime.InteropServices;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Counts the rows of each day.</summary>
internal sealed class DayMeasure(string time) : Measure<DayTally>
{
    public override string Key { get; } = $"days {time}";

    protected override DayTally Of(Batch batch)
    {
        var tally = new DayTally();
        var times = ((TimeColumn)batch[time]).Values;
        for (var row = 0; row < times.Length;)
        {
            var ticks = times[row].Ticks;
            var day = ticks / TimeSpan.TicksPerDay;
            var from = row++;
            while (row < times.Length && times[row].Ticks / TimeSpan.TicksPerDay == day && (day != 0 || (times[row].Ticks == 0) == (ticks == 0))) row++;
            if (ticks != 0) tally.Add(day, new Seen(row - from, batch.FirstRow + from));
        }

        return tally;
    }

    protected override DayTally Merge(DayTally all, DayTally next)
    {
        foreach (var (day, seen) in next.Days) all.Add(day, seen);
        return all;
    }
}

/// <summary>Rows by day.</summary>
internal sealed class DayTally
{
    private readonly Dictionary<long, Seen> _days = [];

    /// <summary>The days, counted from 1 January of the year 1, with their rows.</summary>
    public IReadOnlyDictionary<long, Seen> Days => _days;

    public void Add(long day, Seen seen)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, day, out var exists);
        known = exists ? known with { Count = known.Count + seen.Count } : seen;
    }
}
