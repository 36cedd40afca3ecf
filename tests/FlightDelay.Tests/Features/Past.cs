using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace FlightDelay.Tests.Features;

/// <summary>Small histories, written by hand: departures and arrivals as <c>day hh:mm</c> of March 2001.</summary>
internal sealed class Past
{
    private readonly FlightHistory _history = new();

    public static DateTime At(int day, int hour, int minute) => new DateTime(2001, 3, 1, hour, minute, 0).AddDays(day - 1);

    public static Flight Flight(int day, int hour, int minute, string to = "JFK") => new(At(day, hour, minute), to, 2248);

    public Past Departed(int day, int hour, int minute, string to = "JFK")
    {
        Assert.Null(_history.Depart(At(day, hour, minute), to));
        return this;
    }

    public Past Arrived(int day, int hour, int minute, bool late, string to = "JFK")
    {
        Assert.Null(_history.Arrive(At(day, hour, minute), to, late));
        return this;
    }

    public static implicit operator FlightHistory(Past past) => past._history;

    public static IReadOnlyList<Cell> Record(DateTime date, string to = "JFK") => [Cell.Of(date), Cell.Of(to), Cell.Of(2248L)];

    /// <summary>An online history with one departure at 06:00 and one at 18:00 on each of the days.</summary>
    public static IFeatureHistory Daily(params IEnumerable<int> days)
    {
        var history = new FlightFeatures().NewHistory();
        foreach (var day in days)
        {
            Assert.Null(history.Apply("departure", [Cell.Of(At(day, 6, 0)), Cell.Of("JFK")]));
            Assert.Null(history.Apply("departure", [Cell.Of(At(day, 18, 0)), Cell.Of("JFK")]));
        }

        return history;
    }
}
