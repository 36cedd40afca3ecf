using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;
using static FlightDelay.Tests.Features.Past;

namespace FlightDelay.Tests.Features;

/// <summary>What an online history refuses, and what it cannot answer.</summary>
public sealed class HistoryTests
{
    private const int PreviousRate = 5;

    [Fact]
    public void An_empty_history_is_an_error()
    {
        var history = new FlightFeatures().NewHistory();

        Assert.Null(history.AsOf);
        Assert.Contains("no departures are known", Error(history, At(1, 10, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Fifteen_known_days_are_enough()
    {
        var row = Daily(Enumerable.Range(1, 15)).Compute(Record(At(15, 18, 0)));

        Assert.Null(row.Error);
        Assert.Equal(14, row.Values![6].Number);
    }

    [Fact]
    public void History_is_asked_for_fourteen_days_and_forty_five_minutes()
    {
        // The first departure ever is of day 1, 06:00: enough for day 15 from 06:45 on.
        var history = Daily(Enumerable.Range(1, 14));
        Assert.Null(history.Apply("departure", [Cell.Of(At(15, 6, 0)), Cell.Of("JFK")]));

        Assert.Contains("needs them since 2001-03-01 05:59", Error(history, At(15, 6, 44)), StringComparison.Ordinal);
        Assert.Null(history.Compute(Record(At(15, 6, 45))).Error);
    }

    [Fact]
    public void A_day_without_departures_is_an_error_that_names_it()
    {
        var history = Daily(Enumerable.Range(1, 15).Except([8]));

        Assert.Contains("2001-03-08", Error(history, At(15, 18, 30)), StringComparison.Ordinal);
    }

    [Fact]
    public void Six_hours_of_silence_are_borne_and_a_minute_more_is_stale()
    {
        var history = Daily(Enumerable.Range(1, 16));

        Assert.Null(history.Compute(Record(At(17, 0, 0))).Error);
        Assert.Contains("more than 6 hours", Error(history, At(17, 0, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flight_before_the_newest_departure_is_an_error() =>
        Assert.Contains("after this flight's", Error(Daily(Enumerable.Range(1, 16)), At(16, 17, 59)), StringComparison.Ordinal);

    [Fact]
    public void Unknown_arrivals_leave_only_the_previous_rate_missing()
    {
        var values = Daily(Enumerable.Range(1, 15)).Compute(Record(At(15, 18, 0))).Values!;

        Assert.True(values[PreviousRate].IsMissing);
        Assert.DoesNotContain(values.Where((_, i) => i != PreviousRate), cell => cell.IsMissing);
    }

    [Fact]
    public void The_last_arrival_of_yesterday_completes_the_previous_rate()
    {
        var history = Daily(Enumerable.Range(1, 15));
        Assert.Null(Arrive(history, At(14, 6, 0), delay: 14));
        Assert.True(history.Compute(Record(At(15, 18, 0))).Values![PreviousRate].IsMissing);
        Assert.Null(Arrive(history, At(14, 18, 0), delay: 15));

        Assert.Equal(0.5, history.Compute(Record(At(15, 18, 0))).Values![PreviousRate].Number);
    }

    [Fact]
    public void Departures_out_of_order_are_refused_and_change_nothing()
    {
        var history = Daily(1, 2);

        var refusal = history.Apply("departure", [Cell.Of(At(2, 17, 59)), Cell.Of("JFK")]);

        Assert.Contains("in order of time", refusal, StringComparison.Ordinal);
        Assert.Equal(At(2, 18, 0), history.AsOf);
    }

    [Fact]
    public void Departures_of_the_same_minute_are_taken() =>
        Assert.Null(Daily(1).Apply("departure", [Cell.Of(At(1, 18, 0)), Cell.Of("LAX")]));

    [Fact]
    public void An_arrival_without_its_departure_is_refused()
    {
        var history = Daily(1);

        Assert.Contains("waiting for its arrival", Arrive(history, At(1, 6, 1), 0), StringComparison.Ordinal);
        Assert.Null(Arrive(history, At(1, 6, 0), 0));
        Assert.Contains("waiting for its arrival", Arrive(history, At(1, 6, 0), 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrivals_do_not_move_the_as_of_time()
    {
        var history = Daily(1);
        Arrive(history, At(1, 6, 0), 30);

        Assert.Equal(At(1, 18, 0), history.AsOf);
    }

    private static string? Arrive(IFeatureHistory history, DateTime departed, long delay) =>
        history.Apply("arrival", [Cell.Of(departed), Cell.Of("JFK"), Cell.Of(delay)]);

    private static string Error(IFeatureHistory history, DateTime time)
    {
        var row = history.Compute(Record(time));
        Assert.Null(row.Values);
        return Assert.IsType<string>(row.Error);
    }
}
