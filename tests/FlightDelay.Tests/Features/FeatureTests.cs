using MLOpsBuild.Tables;
using static FlightDelay.Tests.Features.Past;

namespace FlightDelay.Tests.Features;

/// <summary>Every feature on histories small enough to count by hand.</summary>
public sealed class FeatureTests
{
    [Theory]
    [InlineData("2001-03-05", 1)]
    [InlineData("2001-03-09", 5)]
    [InlineData("2001-03-10", 6)]
    [InlineData("2001-03-11", 7)]
    public void Day_of_week_counts_from_Monday(string date, double expected) =>
        Assert.Equal(expected, FlightFeatures.DayOfWeek(new Flight(DateTime.Parse(date), "JFK", 1)));

    [Fact]
    public void Time_of_day_is_in_minutes_since_midnight()
    {
        Assert.Equal(0, Flight(1, 0, 0).TimeOfDay);
        Assert.Equal(1439, Flight(1, 23, 59).TimeOfDay);
    }

    [Fact]
    public void Dep60_counts_from_sixty_minutes_before_up_to_the_minute_before()
    {
        var past = new Past().Departed(1, 8, 59).Departed(1, 9, 0, "LAX").Departed(1, 9, 30).Departed(1, 9, 59).Departed(1, 10, 0);

        Assert.Equal(3, FlightFeatures.Dep60(Flight(1, 10, 0), past));
    }

    [Fact]
    public void Dep60_just_after_midnight_counts_the_evening_before()
    {
        var past = new Past().Departed(1, 23, 19).Departed(1, 23, 20).Departed(1, 23, 59).Departed(2, 0, 0).Departed(2, 0, 19);

        Assert.Equal(4, FlightFeatures.Dep60(Flight(2, 0, 20), past));
    }

    [Fact]
    public void Dep60_at_one_in_the_morning_counts_no_evening()
    {
        var past = new Past().Departed(1, 23, 59).Departed(2, 0, 0);

        Assert.Equal(1, FlightFeatures.Dep60(Flight(2, 1, 0), past));
    }

    [Fact]
    public void Previous_rate_is_the_share_of_yesterdays_flights_that_were_late()
    {
        var past = new Past().Departed(1, 9, 0).Departed(1, 10, 0).Departed(1, 11, 0, "LAX").Departed(1, 12, 0)
            .Arrived(1, 9, 0, late: false).Arrived(1, 10, 0, late: true).Arrived(1, 11, 0, late: false, "LAX").Arrived(1, 12, 0, late: false);

        Assert.Equal(0.25, FlightFeatures.PreviousRate(Flight(2, 9, 0), past));
    }

    [Fact]
    public void Previous_rate_is_unknown_while_a_flight_has_not_landed()
    {
        var past = new Past().Departed(1, 9, 0).Departed(1, 10, 0).Arrived(1, 10, 0, late: true);

        Assert.Equal(double.NaN, FlightFeatures.PreviousRate(Flight(2, 9, 0), past));
    }

    [Fact]
    public void Previous_rate_is_unknown_when_nothing_flew_yesterday() =>
        Assert.Equal(double.NaN, FlightFeatures.PreviousRate(Flight(3, 9, 0), new Past().Departed(1, 9, 0).Arrived(1, 9, 0, late: true)));

    [Fact]
    public void Same14_counts_seven_minutes_to_either_side_on_other_days_to_the_same_place()
    {
        var past = new Past()
            .Departed(1, 9, 52).Departed(1, 9, 53).Departed(1, 10, 0).Departed(1, 10, 0, "LAX").Departed(1, 10, 7).Departed(1, 10, 8)
            .Departed(2, 10, 1).Departed(2, 10, 1).Departed(15, 9, 59);

        Assert.Equal(5, FlightFeatures.Same14(Flight(15, 10, 0), past));
    }

    [Fact]
    public void Same14_forgets_what_is_older_than_fourteen_days()
    {
        var past = new Past().Departed(1, 10, 0).Departed(2, 10, 0).Departed(16, 9, 0);

        Assert.Equal(1, FlightFeatures.Same14(Flight(16, 10, 0), past));
    }

    [Fact]
    public void Before14_counts_forty_five_to_eight_minutes_earlier_in_the_day()
    {
        var past = new Past().Departed(1, 9, 14).Departed(1, 9, 15).Departed(1, 9, 30, "LAX").Departed(1, 9, 52).Departed(1, 9, 53).Departed(2, 9, 40);

        Assert.Equal(3, FlightFeatures.Before14(Flight(3, 10, 0), past));
    }

    [Fact]
    public void Looking_back_in_the_day_stops_at_midnight()
    {
        var past = new Past().Departed(1, 23, 50).Departed(2, 0, 1).Departed(2, 23, 58);

        Assert.Equal(1, FlightFeatures.Same14(Flight(3, 0, 5), past));
        Assert.Equal(0, FlightFeatures.Before14(Flight(3, 0, 5), past));
    }

    [Fact]
    public void Ratio14_weighs_this_time_against_earlier_times()
    {
        var past = new Past().Departed(1, 9, 20).Departed(1, 10, 0).Departed(1, 10, 1).Departed(2, 10, 2);

        Assert.Equal(3.0 / 5, FlightFeatures.Ratio14(Flight(3, 10, 0), past));
    }

    [Fact]
    public void Ratio14_of_a_place_never_flown_to_is_zero() =>
        Assert.Equal(0, FlightFeatures.Ratio14(Flight(3, 10, 0, "ANC"), new Past().Departed(1, 10, 0)));

    [Fact]
    public void A_flight_is_late_from_fifteen_minutes_on()
    {
        var flights = new Table([new IntegerColumn("delay", [-3, 0, 14, 15, 16])]);

        Assert.Equal([0.0, 0, 0, 1, 1], FlightFeatures.Late(flights));
    }

    [Fact]
    public void Features_are_named_in_the_order_of_the_model()
    {
        var names = new FlightFeatures().Features.Select(f => f.Name);

        Assert.Equal(["dow", "tod", "distance", "destination", "dep60", "prev_rate", "same14", "before14", "ratio14"], names);
    }
}
