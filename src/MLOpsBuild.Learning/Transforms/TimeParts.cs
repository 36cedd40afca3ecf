using System.Globalization;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>A number that a date and time has.</summary>
public enum TimePart
{
    /// <summary>The year: 2001.</summary>
    Year,

    /// <summary>From 1 to 4.</summary>
    Quarter,

    /// <summary>From 1 to 12.</summary>
    Month,

    /// <summary>The week of ISO 8601, from 1 to 53.</summary>
    Week,

    /// <summary>From 1 to 366.</summary>
    DayOfYear,

    /// <summary>The day of the month, from 1 to 31.</summary>
    Day,

    /// <summary>From 1, Monday, to 7, Sunday.</summary>
    DayOfWeek,

    /// <summary>1 on Saturday and Sunday, otherwise 0.</summary>
    Weekend,

    /// <summary>From 0 to 23.</summary>
    Hour,

    /// <summary>From 0 to 59.</summary>
    Minute,

    /// <summary>The minutes since midnight with their fraction, from 0 to below 1440.</summary>
    MinuteOfDay,

    /// <summary>The days since 1 January 1970 with their fraction; earlier ones are negative.</summary>
    DaysSince1970,
}

/// <summary>A stretch of time that comes again: its sine and cosine put its end next to its beginning.</summary>
public enum TimeCycle
{
    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday 00:00.</summary>
    Week,

    /// <summary>From 1 January to the year's end, whatever its length.</summary>
    Year,
}

/// <summary>Replaces dates and times by numbers: their parts, named <c>time Hour</c>, and places in cycles, <c>time Day sine</c> and <c>time Day cosine</c>. Those of a missing time are missing.</summary>
public sealed class TimeParts : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "time-parts";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all times. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The parts to make, in order. Default: day of week and minute of day.</summary>
    public IReadOnlyList<TimePart> Parts { get; init; } = [TimePart.DayOfWeek, TimePart.MinuteOfDay];

    /// <summary>The cycles to make, in order, behind the parts. Default: none.</summary>
    public IReadOnlyList<TimeCycle> Cycles { get; init; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no time, or a part or cycle is named twice or unknown.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (Parts.Distinct().Count(Enum.IsDefined) != Parts.Count || Cycles.Distinct().Count(Enum.IsDefined) != Cycles.Count)
        {
            throw new ArgumentException("A part or cycle is named twice or unknown.", nameof(set));
        }

        return FittedColumns.Fit(Name, set, ColumnChoice.Times(set, Columns), _ => new TimeMap([.. Parts], [.. Cycles]));
    }

    internal static double Of(DateTime time, TimePart part) => part switch
    {
        TimePart.Year => time.Year,
        TimePart.Quarter => (time.Month + 2) / 3,
        TimePart.Month => time.Month,
        TimePart.Week => ISOWeek.GetWeekOfYear(time),
        TimePart.DayOfYear => time.DayOfYear,
        TimePart.Day => time.Day,
        TimePart.DayOfWeek => DaysFromMonday(time) + 1,
        TimePart.Weekend => DaysFromMonday(time) >= 5 ? 1 : 0,
        TimePart.Hour => time.Hour,
        TimePart.Minute => time.Minute,
        TimePart.MinuteOfDay => (double)time.TimeOfDay.Ticks / TimeSpan.TicksPerMinute,
        _ => (double)(time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay,
    };

    /// <summary>How much of the cycle has gone by, from 0 to below 1.</summary>
    internal static double Of(DateTime time, TimeCycle cycle)
    {
        var ticks = time.TimeOfDay.Ticks;
        return cycle switch
        {
            TimeCycle.Day => (double)ticks / TimeSpan.TicksPerDay,
            TimeCycle.Week => (double)(ticks + DaysFromMonday(time) * TimeSpan.TicksPerDay) / (7 * TimeSpan.TicksPerDay),
            _ => (double)(ticks + (time.DayOfYear - 1) * TimeSpan.TicksPerDay) / ((DateTime.IsLeapYear(time.Year) ? 366 : 365) * TimeSpan.TicksPerDay),
        };
    }

    private static int DaysFromMonday(DateTime time) => ((int)time.DayOfWeek + 6) % 7;
}
