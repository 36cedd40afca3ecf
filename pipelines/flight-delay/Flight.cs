namespace FlightDelay;

/// <summary>A flight at the moment of push-back: everything that is known of it then.</summary>
/// <param name="Departure">Local date and time of the actual departure.</param>
/// <param name="Destination">Airport code.</param>
/// <param name="Distance">Miles.</param>
public sealed record Flight(DateTime Departure, string Destination, long Distance)
{
    /// <summary>Minutes since midnight.</summary>
    public int TimeOfDay => (int)Departure.TimeOfDay.TotalMinutes;

    /// <summary>The calendar day, as a count of days.</summary>
    public int Day => DateOnly.FromDateTime(Departure).DayNumber;
}
