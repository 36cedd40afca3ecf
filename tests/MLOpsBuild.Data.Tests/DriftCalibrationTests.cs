using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

/// <summary>How often the verdict is wrong where the truth is known. Seeds are fixed: benchmarks/Drift measures the same at length.</summary>
public sealed class DriftCalibrationTests
{
    // 5 % of 200 runs are 10; this many or more would come by chance once in a thousand.
    private const int Most = 20;

    [Theory]
    [InlineData(60, 0, 0)]
    [InlineData(400, 0, 0)]
    [InlineData(400, 12, .3)]
    [InlineData(900, 30, .3)]
    public void An_effect_of_exactly_the_margin_is_neither_called_drift_nor_passed_more_often_than_the_level(int rows, int days, double dayShare)
    {
        var verdicts = Enumerable.Range(0, 200).Select(run => Verdict(run, rows, days, dayShare, 0.1, columns: 1)).ToArray();

        Assert.InRange(verdicts.Count(v => v == Verdicts.Verdict.Fail), 0, Most);
        Assert.InRange(verdicts.Count(v => v == Verdicts.Verdict.Pass), 0, Most);
    }

    [Fact]
    public void Many_columns_together_keep_the_level() =>
        Assert.InRange(Enumerable.Range(0, 100).Count(run => Verdict(run, 300, 20, .3, 0.1, columns: 8) == Verdicts.Verdict.Fail), 0, 12);

    [Fact]
    public void Without_any_effect_drift_is_hardly_ever_called() =>
        Assert.InRange(Enumerable.Range(0, 200).Count(run => Verdict(run, 400, 30, .3, 0, columns: 1) == Verdicts.Verdict.Fail), 0, 4);

    [Theory]
    [InlineData(0.0, Verdicts.Verdict.Pass)]
    [InlineData(0.3, Verdicts.Verdict.Fail)]
    public void More_rows_sharpen_a_verdict_and_never_flip_it(double effect, Verdict final)
    {
        for (var run = 0; run < 5; run++)
        {
            int[] rows = [60, 200, 1000, 5000, 20_000];
            Verdict[] verdicts = [.. rows.Select(n => Verdict(run, n, 0, 0, effect, columns: 1))];

            Assert.Equal(final, verdicts[^1]);
            Assert.All(verdicts, v => Assert.Contains(v, (Verdict[])[final, Verdicts.Verdict.Hold]));
            Assert.Equal(verdicts.OrderBy(v => v == final), verdicts);
        }
    }

    private static Verdict Verdict(int run, int rows, int days, double dayShare, double effect, int columns)
    {
        var reference = DriftSamples.Normal(2 * (ulong)run, rows, Math.Max(days, 1), dayShare, 0, columns);
        var current = DriftSamples.Normal(2 * (ulong)run + 1, rows, Math.Max(days, 1), dayShare, DriftSamples.ShiftOf(effect), columns);
        return Drift.Compare(reference, current, new DriftOptions { Time = days == 0 ? null : "time", Margin = 0.1, Seed = (ulong)run, Replicates = 200 }).Verdict;
    }
}
