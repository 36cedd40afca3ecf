using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

public sealed class DriftTests
{
    private static readonly DriftOptions Options = new() { Time = "date", Columns = ["delay", "tod", "distance", "destination"], Target = "delay" };

    private static DriftReport Month(int month) => Drift.Compare(DepartureTables.WithTimeOfDay(1), DepartureTables.WithTimeOfDay(month), Options);

    private static ColumnDrift Of(DriftReport report, string column) => report.Columns.Single(c => c.Column == column);

    private static string[] With(DriftReport report, Verdict verdict) => [.. report.Columns.Where(c => c.Verdict == verdict).Select(c => c.Column)];

    [Fact]
    public void Delays_of_May_have_drifted_from_January()
    {
        var report = Month(5);

        Assert.Equal(["delay"], With(report, Verdict.Fail));
        Assert.Equal(Verdict.Fail, report.Verdict);
        var delay = Of(report, "delay");
        Assert.Equal(.150, delay.Statistics[0].Value!.Value, .001);
        Assert.InRange(delay.Low!.Value, .06, .11);
        Assert.InRange(delay.High!.Value, .17, .22);
        Assert.InRange(delay.Noise!.Value, .02, .04);
    }

    [Fact]
    public void Where_days_alone_differ_as_much_the_verdict_is_hold_and_where_they_do_not_it_is_pass()
    {
        foreach (var month in new[] { 2, 3, 4 })
        {
            Assert.Equal(["delay"], With(Month(month), Verdict.Hold));
            Assert.Equal(["tod", "distance"], With(Month(month), Verdict.Pass).Take(2));
            Assert.Equal(Verdict.Hold, Month(month).Verdict);
        }
    }

    [Fact]
    public void The_gate_lists_every_column_that_does_not_pass()
    {
        var result = Month(5).ToGateResult();

        Assert.Equal(("drift", Verdict.Fail), (result.Gate, result.Verdict));
        Assert.StartsWith("4 columns compared, 31 blocks against 31 of reference; 1 drifted: delay", result.Summary, StringComparison.Ordinal);
        var finding = result.Findings[0];
        Assert.Equal((Severity.Error, "drift.delay", "delay"), (finding.Severity, finding.Rule, finding.Place));
        Assert.StartsWith("The target 'delay' has drifted: ks 0.150 [0.0", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_whatever_the_order_of_the_rows_and_the_threads()
    {
        var january = DepartureTables.WithTimeOfDay(1);
        int[] reversed = [.. Enumerable.Range(0, january.RowCount).Reverse()];
        var turned = Table.Concat([january.Take(reversed)]);
        var shuffled = turned.Select(["date", "delay", "tod", "distance"]).With(TextColumn.Of("destination", [.. reversed.Select(((TextColumn)january["destination"]).TextAt)]));

        var report = Drift.Compare(shuffled, DepartureTables.WithTimeOfDay(6), Options with { Threads = 1 });

        Assert.Equal(DriftText.Lines(Month(6)), DriftText.Lines(report));
        Assert.Equal(Month(6).Columns.Select(c => (c.Low, c.High, c.Noise, c.AdjustedPValue)), report.Columns.Select(c => (c.Low, c.High, c.Noise, c.AdjustedPValue)));
        Assert.NotEqual(Of(Month(6), "delay").Low, Of(Drift.Compare(shuffled, DepartureTables.WithTimeOfDay(6), Options with { Seed = 2 }), "delay").Low);
    }

    [Fact]
    public void Too_few_days_or_no_rows_hold()
    {
        var january = DepartureTables.WithTimeOfDay(1);
        var aDay = january.Take([.. Enumerable.Range(0, 100)]);

        Assert.Equal(Verdict.Hold, Drift.Compare(aDay, january, Options).ToGateResult().Verdict);
        Assert.Equal("'tod' cannot be judged: the current sample has rows of 1 days, and at least 8 are needed.", Drift.Compare(january, aDay, Options).ToGateResult().Findings[1].Message);
        Assert.Equal(Verdict.Hold, Drift.Compare(january.Take([]), january, Options).ToGateResult().Verdict);
        Assert.Equal(Verdict.Hold, Drift.Compare(january, january.Take([]), Options).ToGateResult().Verdict);
        Assert.Equal(Verdict.Hold, Drift.Compare(january, january, Options with { Columns = [] }).ToGateResult().Verdict);
    }

    [Fact]
    public void All_columns_but_the_times_are_compared_unless_some_are_named() =>
        Assert.Equal(["destination", "distance", "delay"], Drift.Compare(DepartureTables.Month(1), DepartureTables.Month(2), new DriftOptions { Time = "date" }).Columns.Select(c => c.Column));
}
