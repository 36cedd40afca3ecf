using MLOpsBuild.Pipelines.Behaviours;
using MLOpsBuild.Pipelines.Components;
using MLOpsBuild.Pipelines.Snapshots;

namespace FlightDelay.Tests.Pipeline;

/// <summary>What the released model is held to: its metrics, what its steps hand to one another, and how it behaves on real flights.</summary>
public sealed class ModelTests(AprilRun april) : IClassFixture<AprilRun>
{
    [Fact]
    public Task Metrics_are_the_accepted_ones() => MetricSnapshot.Verify(april.Metrics, new() { Tolerance = new Tolerance(ToleranceKind.Absolute, 0.005) });

    [Fact]
    public Task Steps_hand_on_what_was_accepted() => ComponentSnapshot.Verify(april.Run);

    [Fact]
    public void A_worse_day_before_rarely_makes_a_flight_look_more_punctual() => Behaviour.Of(april.Model).OnRows(april.Flights).Raising("prev_rate", by: 0.2).NeverLowers(mostly: 0.9, tolerance: 0.02);

    [Fact]
    public void A_mile_more_hardly_matters() => Behaviour.Of(april.Model).OnRows(april.Flights).Raising("distance", by: 1).NeverChanges(mostly: 0.95, tolerance: 0.05);

    [Fact]
    public void A_flight_that_leaves_when_it_always_leaves_is_punctual() => Behaviour.Of(april.Model)
        .OnRow(("dow", 2), ("tod", 420), ("distance", 800), ("destination", "ATL"), ("dep60", 10), ("prev_rate", 0.1), ("same14", 12), ("before14", 0), ("ratio14", 12 / 13.0)).PredictsAtMost(0.2);

    [Fact]
    public void A_flight_that_leaves_after_the_usual_time_in_the_evening_is_late() => Behaviour.Of(april.Model)
        .OnRow(("dow", 5), ("tod", 1290), ("distance", 800), ("destination", "ATL"), ("dep60", 25), ("prev_rate", 0.5), ("same14", 0), ("before14", 12), ("ratio14", 0)).PredictsAtLeast(0.7);
}
