using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

public sealed class DriftTests
{
    private static readonly DriftOptions Options = new() { Time = "date", Columns = ["delay", "tod", "distance", "destination"] };

    private static DriftReport Month(int month) => Drift.Compare(DepartureTables.WithTimeOfDay(1), DepartureTables.WithTimeOfDay(month), Options);

    private static ColumnDrift Of(DriftReport report, string column) => report.Columns.Single(c => c.Column == column);

    [Fact]
    public void Halves_of_January_split_by_days_differ_as_an_independent_program_found()
    {
        // Printed: .105 at the 95th percentile. Another stream of random numbers gives another estimate of it.
        Assert.InRange(Of(Month(2), "delay").Statistics[0].Critical!.Value, .085, .125);
    }

    [Fact]
    public void Only_a_shift_beyond_what_days_differ_by_is_drift()
    {
        Assert.Equal(["delay"], Month(5).Columns.Where(c => c.Verdict == Verdict.Fail).Select(c => c.Column));
        Assert.All(new[] { 2, 3, 4, 6 }, month => Assert.All(Month(month).Columns, c => Assert.Equal(Verdict.Pass, c.Verdict)));
    }

    [Fact]
    public void The_gate_lists_drifted_columns_as_warnings_and_passes()
    {
        var result = Month(5).ToGateResult();

        Assert.Equal(("drift", Verdict.Pass), (result.Gate, result.Verdict));
        Assert.Equal("4 columns compared over 31 days of reference; 1 drifted: delay.", result.Summary);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((Severity.Warning, "drift.delay", "delay"), (finding.Severity, finding.Rule, finding.Place));
        Assert.StartsWith("'delay' has drifted: ks 0.150 against 0.1", finding.Message, StringComparison.Ordinal);
        Assert.Contains("; psi 0.138 against ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_whatever_the_order_of_the_rows()
    {
        var january = DepartureTables.WithTimeOfDay(1);
        int[] reversed = [.. Enumerable.Range(0, january.RowCount).Reverse()];
        var turned = Table.Concat([january.Take(reversed)]);
        var shuffled = turned.Select(["date", "delay", "tod", "distance"]).With(TextColumn.Of("destination", [.. reversed.Select(((TextColumn)january["destination"]).TextAt)]));

        var report = Drift.Compare(shuffled, DepartureTables.WithTimeOfDay(6), Options);

        Assert.Equal(Month(6).Columns.SelectMany(c => c.Statistics), report.Columns.SelectMany(c => c.Statistics));
        Assert.NotEqual(Of(Month(6), "delay").Statistics[0].Critical, Of(Drift.Compare(shuffled, shuffled, Options with { Seed = 2 }), "delay").Statistics[0].Critical);
    }

    [Fact]
    public void Too_few_days_or_no_rows_hold()
    {
        var january = DepartureTables.WithTimeOfDay(1);
        var aDay = january.Take([.. Enumerable.Range(0, 100)]);

        Assert.Equal(Verdict.Hold, Drift.Compare(aDay, january, Options).ToGateResult().Verdict);
        Assert.Equal(Verdict.Hold, Drift.Compare(january.Take([]), january, Options).ToGateResult().Verdict);
        Assert.Equal(Verdict.Hold, Drift.Compare(january, january.Take([]), Options).ToGateResult().Verdict);
    }

    [Fact]
    public void All_columns_but_the_time_are_compared_unless_some_are_named() =>
        Assert.Equal(["destination", "distance", "delay"], Drift.Compare(DepartureTables.Month(1), DepartureTables.Month(2), new DriftOptions { Time = "date" }).Columns.Select(c => c.Column));
}
