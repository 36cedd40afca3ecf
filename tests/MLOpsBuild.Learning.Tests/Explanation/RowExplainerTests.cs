using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Explanation;

public sealed class RowExplainerTests
{
    private static readonly Table Background = Models.Rows((0, 0, "k0"), (1, 2, "k1"), (2, 4, "k0"), (5, 2, "k0"));

    [Theory]
    [InlineData(LearningTask.Regression, PredictionScale.Prediction, 10)]
    [InlineData(LearningTask.Regression, PredictionScale.Prediction, 1)]
    [InlineData(LearningTask.Binary, PredictionScale.LogOdds, 10)]
    [InlineData(LearningTask.Binary, PredictionScale.LogOdds, 2)]
    public void Linear_model_is_explained_by_its_weights(LearningTask task, PredictionScale scale, int mostExact)
    {
        // Means of the background: a 2, b 2, c = k1 a quarter.
        var explained = new RowExplainer(Models.Linear(task), Background, new RowExplanationOptions { Scale = scale, MostExact = mostExact }).Explain(Models.Rows((9, 9, "k0"), (3, 1, "k1")), 1);

        Assert.Equal(["a", "b", "c"], explained.Contributions.Select(c => c.Input));
        Assert.Equal(2 * (3 - 2), explained.Contributions[0].Amount, 1e-9);
        Assert.Equal(-3 * (1 - 2), explained.Contributions[1].Amount, 1e-9);
        Assert.Equal(0.5 * (1 - 0.25), explained.Contributions[2].Amount, 1e-9);
        Assert.Equal(1 + 2 * 2 - 3 * 2 + 0.5 / 4, explained.Baseline, 1e-9);
        Assert.Equal("k1", explained.Contributions[2].Value.Text);
        Assert.Equal(mostExact >= 3, explained.IsExact);
    }

    [Fact]
    public void Interaction_is_shared_as_Shapley_does()
    {
        // f = x·y + z against the background (0, 0, 1): x·y is shared by halves.
        var model = new FunctionModel(["x", "y", "z"], v => v[0] * v[1] + v[2]);
        Table Row(double x, double y, double z) => new([new NumberColumn("x", [x]), new NumberColumn("y", [y]), new NumberColumn("z", [z])]);
        var explained = new RowExplainer(model, Row(0, 0, 1), new RowExplanationOptions()).Explain(Row(2, 3, 5), 0);

        Assert.Equal([3, 3, 4], explained.Contributions.Select(c => c.Amount));
        Assert.Equal((1.0, 11.0), (explained.Baseline, explained.Prediction));
    }

    [Fact]
    public void Sampled_explanation_sums_to_the_prediction_is_repeatable_and_near_the_exact_one()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"x{i}")];
        var model = new FunctionModel(names, v => v[0] * v[1] + Math.Max(v[2], v[3]) + v[4] - v[5] * v[6] * v[7] + 0.1 * v.Sum());
        var random = new SeededRandom(1);
        Table rows = new([.. names.Select(n => new NumberColumn(n, [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())]))]);

        var sampled = new RowExplainer(model, rows, new RowExplanationOptions { Orders = 200 }).Explain(rows, 7);
        var again = new RowExplainer(model, rows, new RowExplanationOptions { Orders = 200 }).Explain(rows, 7);
        var exact = new RowExplainer(model, rows, new RowExplanationOptions { MostExact = 12 }).Explain(rows, 7);

        Assert.Equal(sampled.Prediction, sampled.Baseline + sampled.Contributions.Sum(c => c.Amount), 1e-9);
        Assert.Equal(exact.Prediction, exact.Baseline + exact.Contributions.Sum(c => c.Amount), 1e-9);
        Assert.Equal(sampled.Contributions, again.Contributions);
        Assert.All(sampled.Contributions.Zip(exact.Contributions), pair => Assert.Equal(pair.Second.Amount, pair.First.Amount, 0.01));
        Assert.Equal(model.Predict(rows)[7], exact.Prediction, 1e-12);
    }

    [Fact]
    public void What_can_not_be_explained_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RowExplainer(Models.Linear(), Background, new RowExplanationOptions { Scale = PredictionScale.LogOdds }));
        Assert.Throws<ArgumentException>(() => new RowExplainer(Models.Linear(), Background.Take([]), new RowExplanationOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowExplainer(Models.Linear(), Background, new RowExplanationOptions { Output = 1 }));
    }
}
