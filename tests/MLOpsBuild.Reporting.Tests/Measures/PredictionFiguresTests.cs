using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Reporting.Measures;

namespace MLOpsBuild.Reporting.Tests.Measures;

public sealed class PredictionFiguresTests
{
    [Fact]
    public void Binary_rows_are_called_by_half()
    {
        var confusion = PredictionFigures.Confusion(LearningTask.Binary, new PredictedRows([0.9, 0.5, 0.4, 0.1, 0.7], [1, 0, 1, 0, 1], [0, 0, 0, 0, 0]), [])!;

        Assert.Equal(["0", "1"], confusion.Classes);
        Assert.Equal([[1.0, 1.0], [1.0, 2.0]], confusion.Rows);
    }

    [Fact]
    public void Classes_are_called_by_the_greatest_probability()
    {
        var rows = new PredictedRows([0.7, 0.2, 0.1, 0.1, 0.3, 0.6, 0.2, 0.5, 0.3], [0, 1, 1], [0, 0, 0]);

        var confusion = PredictionFigures.Confusion(LearningTask.Multiclass, rows, ["a", "b", "c"])!;

        Assert.Equal(["a", "b", "c"], confusion.Classes);
        Assert.Equal([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 0.0]], confusion.Rows);
    }

    [Fact]
    public void Errors_are_observed_less_predicted_by_what_was_predicted()
    {
        // 40 rows: predictions 0 to 39, the lower half always one short, the upper half always two over.
        var scores = Enumerable.Range(0, 40).Select(i => (double)i).ToArray();
        var residuals = PredictionFigures.Residuals(LearningTask.Regression, new PredictedRows(scores, [.. scores.Select(s => s < 20 ? s + 1 : s - 2)], new int[40]), "minutes")!;

        Assert.Equal([new ResidualBand(9.5, 1, 1, 1, 20), new ResidualBand(29.5, -2, -2, -2, 20)], residuals.Bands);
        Assert.Equal(40, residuals.Counts.Sum());
        Assert.Equal((20.0, 20.0), (residuals.Counts[0], residuals.Counts[^1]));
        Assert.Equal(residuals.Counts.Count + 1, residuals.Edges.Count);
    }

    [Fact]
    public void Errors_far_beyond_the_others_fall_into_the_outermost_bins()
    {
        var target = Enumerable.Range(0, 1000).Select(i => i == 0 ? 1e9 : i % 10).Select(v => (double)v).ToArray();

        var residuals = PredictionFigures.Residuals(LearningTask.Regression, new PredictedRows(new double[1000], target, new int[1000]), "y")!;

        Assert.Equal((0.0, 9.0), (residuals.Edges[0], residuals.Edges[^1]));
        Assert.Equal(1000, residuals.Counts.Sum());
    }

    [Fact]
    public void Tasks_have_only_the_figures_that_fit_them()
    {
        var rows = new PredictedRows([1, 2], [1, 2], [0, 0]);

        Assert.Null(PredictionFigures.Confusion(LearningTask.Regression, rows, []));
        Assert.Null(PredictionFigures.Residuals(LearningTask.Binary, rows, "y"));
        Assert.Null(PredictionFigures.Confusion(LearningTask.Binary, new PredictedRows([], [], []), []));
        Assert.Null(PredictionFigures.Residuals(LearningTask.Regression, new PredictedRows([], [], []), "y"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.05, 1.15)]
    [InlineData(1, 4)]
    public void Quantiles_lie_on_the_line_between_neighbours(double share, double expected) => Assert.Equal(expected, Quantiles.Of([1, 2, 3, 4], share), 12);
}
