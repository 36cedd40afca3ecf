namespace MLOpsBuild.Reporting.Tests;

public sealed class MovementTests
{
    [Fact]
    public void Slices_come_worst_first_and_by_size_of_change() =>
        Assert.Equal(["worst", "worse", "best", "better"], Names(Slice("better", 0.81), Slice("worse", 0.79), Slice("best", 0.84), Slice("worst", 0.70), Slice("same", 0.80)));

    [Fact]
    public void Metric_that_shall_fall_is_better_when_it_falls()
    {
        var model = Of(new SliceLine("a", new MetricLine("loss", 0.3, Better.Lower) { Accepted = 0.2 }), new SliceLine("b", new MetricLine("loss", 0.1, Better.Lower) { Accepted = 0.2 }));

        Assert.Equal(["a", "b"], Movement.Most(model).Select(s => s.Slice));
    }

    [Fact]
    public void Change_counts_by_the_width_of_its_own_interval() =>
        // Both lose; the second loses less, but as many times its interval as the first does not.
        Assert.Equal(["certain", "vague"], Names(Slice("vague", 0.75, half: 0.2), Slice("certain", 0.77, half: 0.01)));

    [Fact]
    public void No_more_are_shown_than_fit() =>
        Assert.Equal(Movement.Shown, Movement.Most(Of([.. Enumerable.Range(1, 20).Select(i => Slice($"s{i}", 0.8 - (i * 0.01)))])).Count);

    [Fact]
    public void Slices_without_an_accepted_value_moved_nowhere() => Assert.Empty(Movement.Most(Of(new SliceLine("new", new MetricLine("auc", 0.5, Better.Higher)))));

    private static IEnumerable<string> Names(params SliceLine[] slices) => Movement.Most(Of(slices)).Select(s => s.Slice);

    private static ReportModel Of(params SliceLine[] slices) => SampleReports.Least with { Slices = slices };

    private static SliceLine Slice(string name, double value, double half = 0.05) =>
        new(name, new MetricLine("auc", value, Better.Higher) { Accepted = 0.8, Low = value - half, High = value + half });
}
