using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace FlightDelay;

/// <summary>What is known at push-back, for the question: will this flight arrive 15 or more minutes late?</summary>
/// <remarks>
/// <see cref="Same14"/>, <see cref="Before14"/> and <see cref="Ratio14"/> rebuild the missing timetable from the past two weeks: a flight that leaves when
/// others to its destination usually left a little earlier is probably late already.
/// </remarks>
public sealed class FlightFeatures : FeatureSet<Flight, FlightHistory>
{
    /// <summary>A flight is late when it arrives this many minutes after its time, or more.</summary>
    public const int LateMinutes = 15;

    /// <summary>The history counts as stale when nothing departed for this long before the flight: the airport never rests that long.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(6);

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Inputs { get; } =
    [
        new("date", ColumnType.Time, "local date and time of the actual departure"),
        new("destination", ColumnType.Text, "airport code"),
        new("distance", ColumnType.Integer, "miles"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<EventKind> Events { get; } =
    [
        new("departure", [new("date", ColumnType.Time, "local date and time of the actual departure"), new("destination", ColumnType.Text, "airport code")]),
        new("arrival",
        [
            new("date", ColumnType.Time, "local date and time of the flight's departure"),
            new("destination", ColumnType.Text, "airport code"),
            new("delay", ColumnType.Integer, "arrival delay in minutes; negative when early"),
        ]),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<Feature<Flight, FlightHistory>> Definitions { get; } =
    [
        new("dow", ColumnType.Number, "day of the week, Monday = 1", (flight, _) => Cell.Of(DayOfWeek(flight))),
        new("tod", ColumnType.Number, "minutes since midnight", (flight, _) => Cell.Of((double)flight.TimeOfDay)),
        new("distance", ColumnType.Number, "miles", (flight, _) => Cell.Of((double)flight.Distance)),
        new("destination", ColumnType.Text, "airport code", (flight, _) => Cell.Of(flight.Destination)),
        new("dep60", ColumnType.Number, "departures in the 60 minutes before", (flight, past) => Cell.Of(Dep60(flight, past))),
        new("prev_rate", ColumnType.Number, "share of late flights on the day before", (flight, past) => Cell.Of(PreviousRate(flight, past))),
        new("same14", ColumnType.Number, "departures to the same place at this time of day (±7 minutes) on the past 14 days", (flight, past) => Cell.Of(Same14(flight, past))),
        new("before14", ColumnType.Number, "the same, 8 to 45 minutes earlier in the day", (flight, past) => Cell.Of(Before14(flight, past))),
        new("ratio14", ColumnType.Number, "same14 / (same14 + before14 + 1)", (flight, past) => Cell.Of(Ratio14(flight, past))),
    ];

    /// <summary>Day of the week, Monday = 1 to Sunday = 7.</summary>
    public static double DayOfWeek(Flight flight) => flight.Departure.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)flight.Departure.DayOfWeek;

    /// <summary>Departures in [t − 60 min, t).</summary>
    public static double Dep60(Flight flight, FlightHistory past) => past.DeparturesBefore(flight.Day, flight.TimeOfDay, 60);

    /// <summary>The share of yesterday's flights that were late; NaN while some have not landed.</summary>
    public static double PreviousRate(Flight flight, FlightHistory past) => past.LateRateOn(flight.Day - 1) ?? double.NaN;

    /// <summary>Departures to the same destination on the 14 days before, within 7 minutes of this time of day.</summary>
    public static double Same14(Flight flight, FlightHistory past) =>
        past.PastDeparturesTo(flight.Destination, flight.Day, flight.TimeOfDay - 7, flight.TimeOfDay + 7);

    /// <summary>Departures to the same destination on the 14 days before, 8 to 45 minutes earlier in the day.</summary>
    public static double Before14(Flight flight, FlightHistory past) =>
        past.PastDeparturesTo(flight.Destination, flight.Day, flight.TimeOfDay - FlightHistory.LookBackMinutes, flight.TimeOfDay - 8);

    /// <summary>How much of the neighbouring traffic of the past two weeks left at this time and not earlier, in [0, 1).</summary>
    public static double Ratio14(Flight flight, FlightHistory past)
    {
        var same = Same14(flight, past);
        return same / (same + Before14(flight, past) + 1);
    }

    /// <summary>1 for a late flight, 0 for the others, one value a row.</summary>
    public static double[] Late(Table flights)
    {
        var delays = flights["delay"].ToNumbers();
        return [.. delays.Select(delay => delay >= LateMinutes ? 1.0 : 0.0)];
    }

    /// <inheritdoc/>
    /// <remarks>A row of the past has both departed and arrived. That lets the next day's small hours see arrivals which had not all happened yet: see the README.</remarks>
    public override IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row)
    {
        var (date, destination, delay) = (records["date"][row], records["destination"][row], records["delay"][row]);
        yield return ("departure", [date, destination]);
        yield return ("arrival", [date, destination, delay]);
    }

    /// <inheritdoc/>
    protected override FlightHistory NewState() => new();

    /// <inheritdoc/>
    protected override DateTime? AsOf(FlightHistory history) => history.AsOf;

    /// <inheritdoc/>
    protected override Flight ReadRecord(IReadOnlyList<Cell> cells) => new(cells[0].Time, cells[1].Text!, cells[2].Integer);

    /// <inheritdoc/>
    protected override string? Apply(FlightHistory history, string kind, IReadOnlyList<Cell> values) => kind == "departure"
        ? history.Depart(values[0].Time, values[1].Text!)
        : history.Arrive(values[0].Time, values[1].Text!, values[2].Integer >= LateMinutes);

    /// <inheritdoc/>
    protected override string? WhatIsMissing(FlightHistory history, Flight record)
    {
        if (history.AsOf is not { } asOf || history.Since is not { } since) return "no departures are known yet; post those of the past 14 days";
        if (record.Departure < asOf) return $"departures are known up to {asOf:yyyy-MM-dd HH:mm}, after this flight's {record.Departure:yyyy-MM-dd HH:mm}";
        if (record.Departure - asOf > Stale) return $"the newest departure known is of {asOf:yyyy-MM-dd HH:mm}, more than {Stale.TotalHours:0} hours before this flight";
        var needed = record.Departure.Date.AddDays(-FlightHistory.LookBackDays).AddMinutes(record.TimeOfDay - FlightHistory.LookBackMinutes);
        if (since > needed) return $"departures are known since {since:yyyy-MM-dd HH:mm}; this flight needs them since {needed:yyyy-MM-dd HH:mm}";
        for (var day = record.Day - FlightHistory.LookBackDays; day < record.Day; day++)
        {
            if (!history.HasDay(day)) return $"no departure is known of {DateOnly.FromDayNumber(day):yyyy-MM-dd}";
        }

        return null;
    }
}
