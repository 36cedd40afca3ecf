using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class CalibrationGateTests
{
    // Each block of ten rows: five at 0.2 of which one comes true, five at 0.8 of which three do. Bin 0.2 is exact, bin 0.8 is off by 0.2: half of the rows, so the error is 0.1.
    private static readonly HandMade OffByATenth = Of([0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8], [1, 0, 0, 0, 0, 1, 1, 1, 0, 0]);

    [Theory]
    [InlineData(0.11, Verdict.Pass)]
    [InlineData(0.09, Verdict.Fail)]
    public void The_error_is_the_mean_distance_over_the_bins_as_their_rows_count(double max, Verdict expected)
    {
        var result = OffByATenth.Judge(new CalibrationGate(), new CalibrationSettings { Max = max, Bins = 5 });

        Assert.Equal(expected, result.Verdict);
        Assert.StartsWith("The expected calibration error is 0.1 [0.1, 0.1], ", result.Summary, StringComparison.Ordinal);
        Assert.Equal(["0.2 to 0.4", "0.8 to 1"], result.Findings.Select(f => f.Place));
        Assert.Equal("100 rows, predicted 0.8, observed 0.6.", result.Findings[1].Message);
    }

    [Theory]
    [InlineData(0.21, Verdict.Pass)]
    [InlineData(0.19, Verdict.Fail)]
    public void The_greatest_gap_is_that_of_the_worst_bin(double max, Verdict expected) =>
        Assert.Equal(expected, OffByATenth.Judge(new CalibrationGate(), new CalibrationSettings { Figure = CalibrationFigure.MaxGap, Max = max, Bins = 5 }).Verdict);

    [Fact]
    public void Bins_with_few_rows_do_not_judge()
    {
        var result = OffByATenth.Judge(new CalibrationGate(), new CalibrationSettings { Figure = CalibrationFigure.MaxGap, Max = 0.01, MinBinRows = 101 });
        Assert.Equal((Verdict.Hold, "Nothing to judge: no bin has 101 rows."), (result.Verdict, result.Summary));
    }

    [Fact]
    public void One_block_has_no_interval_and_holds()
    {
        var one = new HandMade { EvaluationRows = HandMade.Rows(HandMade.Numbers("x", 1, 2), [0, 1], [0, 1], perBlock: 2) };
        Assert.Equal(Verdict.Hold, one.Judge(new CalibrationGate(), new CalibrationSettings { Max = 0.5 }).Verdict);
    }

    [Fact]
    public void Blocks_that_disagree_hold_at_a_limit_between_them()
    {
        // Half of the days are exact, half predict 0.5 where nothing comes true.
        double[] predictions = [.. Enumerable.Range(0, 200).Select(i => 0.5)];
        double[] target = [.. Enumerable.Range(0, 200).Select(i => i / 10 % 2 == 0 ? i % 2 : 0.0)];
        var result = new HandMade { EvaluationRows = HandMade.Rows(HandMade.Numbers("x", new double[200]), target, predictions, perBlock: 10) }
            .Judge(new CalibrationGate(), new CalibrationSettings { Max = 0.25 });

        Assert.Equal(Verdict.Hold, result.Verdict);
        Assert.Contains("cannot tell", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_nothing_to_judge() =>
        Assert.Equal(Verdict.Hold, Of([], []).Judge(new CalibrationGate(), new CalibrationSettings { Max = 1 }).Verdict);

    [Fact]
    public void A_model_of_numbers_has_no_calibration()
    {
        var result = new HandMade { Task = LearningTask.Regression, EvaluationRows = HandMade.Rows(HandMade.Numbers("x", 1), [3], [3]) }
            .Judge(new CalibrationGate(), new CalibrationSettings { Max = 1 });
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("Regression", result.Summary, StringComparison.Ordinal);
    }

    private static HandMade Of(double[] predictions, double[] target, int times = 20)
    {
        double[] all = [.. Enumerable.Repeat(predictions, times).SelectMany(p => p)];
        return new HandMade { EvaluationRows = HandMade.Rows(HandMade.Numbers("x", new double[all.Length]), [.. Enumerable.Repeat(target, times).SelectMany(y => y)], all, perBlock: 10) };
    }
}
