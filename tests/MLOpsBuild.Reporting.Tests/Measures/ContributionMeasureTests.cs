using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Reporting.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Tests.Measures;

public sealed class ContributionMeasureTests
{
    [Fact]
    public void Input_that_decides_comes_first_and_adds_where_it_is_great()
    {
        var rows = Rows(1200);
        var model = Trained(rows);

        var figures = ContributionMeasure.Of(model, rows)!;

        Assert.Equal((ContributionMeasure.MostRows, 1200L), (figures.Rows, figures.Of));
        var (first, second) = (figures.Inputs[0], figures.Inputs[1]);
        Assert.Equal(("x", "noise"), (first.Feature, second.Feature));
        Assert.True(first.WhereGreat > 0.5 && first.WhereSmall < -0.5, $"{first}");
        Assert.True(first.Low < first.WhereSmall && first.High > first.WhereGreat && second.Mean < first.Mean / 10, $"{first} {second}");
    }

    [Fact]
    public void Same_rows_give_the_same_figures()
    {
        var rows = Rows(700);
        var model = Trained(rows);

        Assert.Equal(ContributionMeasure.Of(model, rows)!.Inputs, ContributionMeasure.Of(model, rows)!.Inputs);
    }

    private static ITrainedModel Trained(Table rows) => new BoostedTrees(new BoostedTreesOptions { Task = LearningTask.Regression, Trees = 40 })
        .Train(new TrainingSet(rows, [.. rows["x"].ToNumbers().Select(x => 3 * x)]), new TrainingOptions(), TestContext.Current.CancellationToken);

    private static Table Rows(int count) => new([new NumberColumn("noise", [.. Enumerable.Range(0, count).Select(i => i * 7 % 13 / 13.0)]), new NumberColumn("x", [.. Enumerable.Range(0, count).Select(i => i * 31 % 101 / 101.0)])]);
}
