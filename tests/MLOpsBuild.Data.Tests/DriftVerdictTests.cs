using System.Text.Json;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

public sealed class DriftVerdictTests
{
    private static readonly DriftOptions Options = new() { Time = "time" };

    private static ColumnDrift Column(Table reference, Table current, DriftOptions? options = null) => Drift.Compare(reference, current, options ?? Options).Columns.Single();

    private static T[] Repeat<T>(int times, params T[] values) => [.. Enumerable.Repeat(values, times).SelectMany(v => v)];

    [Fact]
    public void A_constant_that_changes_has_drifted_and_one_that_stays_has_not()
    {
        var ones = DriftSamples.Numbers(20, Repeat(200, 1.0));

        Assert.Equal((Verdict.Fail, 1.0, 1.0), Column(ones, DriftSamples.Numbers(20, Repeat(200, 2.0))) is var c ? (c.Verdict, c.Low, c.High) : default);
        Assert.Equal(Verdict.Pass, Column(ones, ones).Verdict);
    }

    [Fact]
    public void Nothing_seen_in_few_rows_may_still_be_there()
    {
        var ones = DriftSamples.Numbers(20, Repeat(55, 1.0));

        // Of 55 rows none differs: up to 3 / 55 may.
        Assert.Equal((Verdict.Hold, -Math.Log(.05) / 55), Column(ones, ones) is var c ? (c.Verdict, Math.Round(c.High!.Value, 12)) : default, (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
    }

    [Fact]
    public void A_column_that_went_missing_has_drifted()
    {
        var reference = DriftSamples.Normal(1, 500, 20);
        var gone = DriftSamples.Numbers(20, Repeat(500, double.NaN));

        Assert.Equal((Verdict.Fail, 1.0), Column(reference, gone) is var c ? (c.Verdict, c.Statistics[0].Value) : default);
        Assert.Equal((Verdict.Hold, "neither sample has a value"), Column(gone, gone) is var d ? (d.Verdict, d.Reason) : default);
    }

    [Fact]
    public void A_new_category_counts_by_its_rows_and_not_by_its_newness()
    {
        var reference = DriftSamples.Texts(20, Repeat(500, "a", "b"));
        string[] few = [.. Repeat(500, "a", "b").Select((t, i) => i % 100 == 0 ? "new" : t)];
        string[] many = [.. Repeat(500, "a", "b").Select((t, i) => i % 5 == 0 ? "new" : t)];

        Assert.Equal(Verdict.Pass, Column(reference, DriftSamples.Texts(20, few)).Verdict);
        Assert.Equal((Verdict.Fail, .2), Column(reference, DriftSamples.Texts(20, many)) is var c ? (c.Verdict, Math.Round(c.Statistics[0].Value!.Value, 12)) : default);
    }

    [Fact]
    public void Another_type_is_an_error_an_identifier_a_hold()
    {
        var numbers = DriftSamples.Normal(1, 500, 20);
        var texts = DriftSamples.Texts(20, Repeat(250, "a", "b"));
        var names = DriftSamples.Texts(20, [.. Enumerable.Range(0, 5000).Select(i => $"id{i}")]);

        Assert.Equal((Verdict.Error, "it is a number in the reference and of another type now"), Column(numbers, texts) is var c ? (c.Verdict, c.Reason) : default);
        Assert.Equal(Verdict.Error, Column(texts, numbers).Verdict);
        Assert.Equal(Verdict.Error, Drift.Compare(texts, numbers, Options).ToGateResult().Verdict);
        Assert.Equal(Verdict.Hold, Column(names, names).Verdict);
    }

    [Fact]
    public void A_value_of_a_day_is_judged_by_the_number_of_days()
    {
        // One value a day for 1000 rows a day: 30 000 rows say no more than 30 numbers do.
        var reference = DriftSamples.Normal(11, 3000, 30, dayShare: 1);
        var same = DriftSamples.Normal(12, 3000, 30, dayShare: 1);
        var moved = DriftSamples.Normal(13, 3000, 30, dayShare: 1, shift: 3);

        Assert.Equal(Verdict.Hold, Column(reference, same).Verdict);
        Assert.Equal(Verdict.Fail, Column(reference, moved).Verdict);
        Assert.Equal(Verdict.Fail, Column(reference, same, Options with { Preset = DriftPreset.Evidently }).Verdict);
    }

    [Fact]
    public void Margins_of_single_columns_decide_them()
    {
        var (reference, moved) = (DriftSamples.Normal(21, 5000, 50), DriftSamples.Normal(22, 5000, 50, shift: .3));

        Assert.Equal(Verdict.Fail, Column(reference, moved).Verdict);
        Assert.Equal(Verdict.Pass, Column(reference, moved, Options with { Margins = new Dictionary<string, double> { ["x0"] = .3 } }).Verdict);
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Margins = new Dictionary<string, double> { ["x0"] = 1.5 } });
    }

    [Fact]
    public void Too_few_rows_hold_whatever_they_say()
    {
        var report = Drift.Compare(DriftSamples.Normal(1, 500, 20), DriftSamples.Normal(2, 49, 20, shift: 9), Options);

        Assert.Equal((Verdict.Hold, "the current sample has 49 rows, and at least 50 are needed"), (report.Verdict, report.Columns[0].Reason));
    }

    [Theory]
    [InlineData(new[] { Verdict.Pass, Verdict.Fail, Verdict.Hold }, Verdict.Fail)]
    [InlineData(new[] { Verdict.Pass, Verdict.Hold }, Verdict.Hold)]
    [InlineData(new[] { Verdict.Fail, Verdict.Error }, Verdict.Error)]
    [InlineData(new[] { Verdict.Pass, Verdict.Pass }, Verdict.Pass)]
    [InlineData(new Verdict[0], Verdict.Hold)]
    public void The_worst_column_is_the_verdict_on_all(Verdict[] columns, Verdict all) =>
        Assert.Equal(all, new DriftReport(DriftPreset.Blocks, 100, 10, 100, 10, [.. columns.Select((v, i) => new ColumnDrift($"x{i}", v, "so", .05, []))]).Verdict);

    [Fact]
    public void The_report_is_written_as_JSON_and_as_lines()
    {
        var report = Drift.Compare(DriftSamples.Normal(1, 2000, 40), DriftSamples.Normal(2, 2000, 40, shift: 1), Options with { Target = "x0" });

        using var json = JsonDocument.Parse(report.ToJson());
        var column = json.RootElement.GetProperty("columns")[0];
        Assert.Equal(("fail", "blocks", "target", "ks"), (json.RootElement.GetProperty("verdict").GetString(), json.RootElement.GetProperty("preset").GetString(), column.GetProperty("role").GetString(), column.GetProperty("statistics")[0].GetProperty("name").GetString()));
        Assert.EndsWith("}\n", report.ToJson(), StringComparison.Ordinal);
        Assert.Equal(40, json.RootElement.GetProperty("current").GetProperty("blocks").GetInt32());
        Assert.Equal("1 columns compared, 40 blocks against 40 of reference; 1 drifted: x0.", report.ToLines()[0]);
        Assert.StartsWith("column  verdict  statistic  value", report.ToLines()[1], StringComparison.Ordinal);
        Assert.StartsWith("x0      fail     ks         0.", report.ToLines()[2], StringComparison.Ordinal);
    }
}
