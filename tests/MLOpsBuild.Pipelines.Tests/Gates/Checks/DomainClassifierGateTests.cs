using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class DomainClassifierGateTests
{
    private const int Days = 20;
    private const int PerDay = 40;

    [Fact]
    public void Rows_that_a_column_parts_are_told_apart_always()
    {
        var measured = Measure(Sources(evaluation: (day, hour) => 1000 + hour));

        Assert.Equal(1, measured.Auc);
        var (column, loss) = Assert.Single(measured.Columns);
        Assert.Equal("x", column);
        // Shuffled, it ranks as chance does.
        Assert.Equal(0.5, loss, 0.05);
        var judged = new DomainClassifierGate().Judge(Settings, measured);
        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.EndsWith("Most by x.", judged.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_alike_are_not_told_apart_at_all()
    {
        // Every row of one side is there on the other too, so that no rule can rank either higher; the interval is that of chance.
        var measured = Measure(Sources((day, hour) => hour));
        Assert.InRange(measured.Auc!.Value, 0.4, 0.6);
        Assert.Equal(Verdict.Pass, new DomainClassifierGate().Judge(Settings, measured).Verdict);
    }

    [Fact]
    public void A_shift_by_half_of_the_values_has_the_auc_that_ranks_give()
    {
        // Training has 0 to 39 each day, evaluation 20 to 59. A pair is a coin's toss where both are of 20 to 39, a quarter of all pairs, and right elsewhere: 3/4 + 1/8.
        var measured = Measure(Sources((day, hour) => hour + 20));
        Assert.Equal(0.875, measured.Auc!.Value, 0.01);
    }

    [Fact]
    public void Columns_that_the_calendar_fixes_can_be_left_out()
    {
        var shifted = Sources((day, hour) => 1000 + hour, more: "other");
        Assert.Equal(Verdict.Pass, shifted.Judge(new DomainClassifierGate(), Settings with { Without = ["x"] }).Verdict);
        var unknown = shifted.Judge(new DomainClassifierGate(), Settings with { Without = ["z"] });
        Assert.Equal((Verdict.Error, true), (unknown.Verdict, unknown.Summary.Contains("there is no column 'z'", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_label_drifts_too()
    {
        var sources = Sources((day, hour) => hour, label: 1);
        Assert.Equal("late", Measure(sources).Columns[0].Column);
    }

    [Fact]
    public void An_interval_on_both_sides_of_the_limit_holds()
    {
        // Days are not alike, and so the interval has a width.
        var measured = Measure(Sources((day, hour) => hour + (day % 4 * 10)));
        Assert.True(measured.Interval!.Value.Low < measured.Interval.Value.High);
        Assert.Equal(Verdict.Hold, new DomainClassifierGate().Judge(Settings with { MaxAuc = (measured.Interval!.Value.Low + measured.Interval.Value.High) / 2 }, measured).Verdict);
    }

    [Fact]
    public void The_same_figures_come_on_any_number_of_threads()
    {
        var (one, three) = (Measure(Sources((day, hour) => hour + (day % 7))), Measure(Sources((day, hour) => hour + (day % 7), threads: 3)));
        Assert.Equal((one.Auc, one.Interval), (three.Auc, three.Interval));
        Assert.Equal(one.Columns, three.Columns);
    }

    [Fact]
    public void Fewer_blocks_than_folds_are_nothing_to_judge()
    {
        var sources = new HandMade
        {
            TrainingRows = HandMade.Rows(HandMade.Numbers("x", 1, 2, 3), [0, 1, 0]),
            EvaluationRows = HandMade.Rows(HandMade.Numbers("x", 1, 2), [0, 1]),
        };
        var result = sources.Judge(new DomainClassifierGate(), Settings with { OnNoData = NoData.Error });
        Assert.Equal((Verdict.Error, "Nothing to judge: one side has 2 blocks, which cannot be parted into 5."), (result.Verdict, result.Summary));
    }

    private static DomainClassifierSettings Settings => new() { MaxAuc = 0.7 };

    private static DomainMeasurement Measure(HandMade sources) => new DomainClassifierGate().Measure(Settings, sources.Evidence, TestContext.Current.CancellationToken);

    private static HandMade Sources(Func<int, int, double> evaluation, double label = 0, string? more = null, int threads = 1) => new()
    {
        Threads = threads,
        TrainingRows = Side((_, hour) => hour, 0, more),
        EvaluationRows = Side(evaluation, label, more),
    };

    private static GateRows Side(Func<int, int, double> value, double label, string? more)
    {
        double[] x = [.. Enumerable.Range(0, Days * PerDay).Select(i => value(i / PerDay, i % PerDay))];
        Column[] columns = [new NumberColumn("x", x), .. more is null ? [] : (Column[])[new NumberColumn(more, [.. Enumerable.Range(0, x.Length).Select(i => (double)(i % PerDay))])]];
        return HandMade.Rows(new Table(columns), [.. x.Select(_ => label)], perBlock: PerDay) with { Label = "late" };
    }
}
