namespace FlightDelay;

/// <summary>What the features remember: departures of the past two weeks and how late the flights of each day arrived.</summary>
/// <remarks>A day is a count of calendar days, a minute counts from midnight. Days older than the longest look-back are dropped.</remarks>
public sealed class FlightHistory
{
    /// <summary>How many days the features look back.</summary>
    public const int LookBackDays = 14;

    /// <summary>The earliest minute of a past day that matters lies this long before the flight's own time of day.</summary>
    public const int LookBackMinutes = 45;

    private readonly SortedDictionary<int, DayOfFlights> _days = [];

    /// <summary>The first departure ever seen; null before it.</summary>
    public DateTime? Since { get; private set; }

    /// <summary>The newest departure; null before the first.</summary>
    public DateTime? AsOf { get; private set; }

    /// <summary>Takes a departure in. Departures come in order of time.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public string? Depart(DateTime time, string destination)
    {
        if (time < AsOf) return $"the departure of {time:yyyy-MM-dd HH:mm} comes after that of {AsOf:yyyy-MM-dd HH:mm}; departures are posted in order of time";
        Since ??= time;
        AsOf = time;
        var day = DateOnly.FromDateTime(time).DayNumber;
        if (!_days.TryGetValue(day, out var flights))
        {
            _days[day] = flights = new DayOfFlights();
            foreach (var old in _days.Keys.Where(d => d < day - LookBackDays).ToArray()) _days.Remove(old);
        }

        flights.Depart((int)time.TimeOfDay.TotalMinutes, destination);
        return null;
    }

    /// <summary>Takes in how late the flight that departed at that time arrived.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public string? Arrive(DateTime departure, string destination, bool late)
    {
        var day = DateOnly.FromDateTime(departure).DayNumber;
        return _days.TryGetValue(day, out var flights) && flights.Arrive((int)departure.TimeOfDay.TotalMinutes, destination, late)
            ? null
            : $"no departure to {destination} at {departure:yyyy-MM-dd HH:mm} is waiting for its arrival";
    }

    /// <summary>Departures in the <paramref name="minutes"/> before a moment, the moment itself left out.</summary>
    public int DeparturesBefore(int day, int minute, int minutes) =>
        CountOn(day, minute - minutes, minute - 1)
        + (minute < minutes ? CountOn(day - 1, minute - minutes + 1440, 1439) : 0);

    /// <summary>Departures to a destination on the past <see cref="LookBackDays"/> days, at minutes of the day from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int PastDeparturesTo(string destination, int day, int from, int to)
    {
        var count = 0;
        for (var past = day - LookBackDays; past < day; past++)
        {
            if (_days.TryGetValue(past, out var flights)) count += flights.CountTo(destination, from, to);
        }

        return count;
    }

    /// <summary>The share of late flights on a day; null while an arrival of that day is not known, or when none departed.</summary>
    public double? LateRateOn(int day) => _days.TryGetValue(day, out var flights) ? flights.LateRate : null;

    /// <summary>True when some flight departed on the day.</summary>
    public bool HasDay(int day) => _days.ContainsKey(day);

    private int CountOn(int day, int from, int to) => _days.TryGetValue(day, out var flights) ? flights.Count(from, to) : 0;
}
