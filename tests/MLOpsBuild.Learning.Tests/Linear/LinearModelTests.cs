using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Linear;

public sealed class LinearModelTests
{
    private static ITrainedModel Train(ITrainer trainer, Table features, double[] target) =>
        trainer.Train(new TrainingSet(features, target), new TrainingOptions(), TestContext.Current.CancellationToken);

    [Fact]
    public void Ridge_without_penalty_finds_the_line_through_the_points()
    {
        var model = Train(new RidgeRegression(new LinearOptions { L2 = 1e-9 }), new Table([new NumberColumn("x", [0, 1, 2])]), [1, 3, 5]);

        Assert.Equal(21, model.Predict(new Table([new NumberColumn("x", [10])]))[0], 1e-6);
    }

    [Fact]
    public void Ridge_penalty_shrinks_as_worked_by_hand()
    {
        // x standardised to ±1, y centred to ±1: weight = Σxy / (Σx² + L2) = 2 / (2 + 2).
        var model = Train(new RidgeRegression(new LinearOptions { L2 = 2 }), new Table([new NumberColumn("x", [1, 3])]), [4, 6]);

        Assert.Equal([4.5, 5.5, 5.0], model.Predict(new Table([new NumberColumn("x", [1, 3, 2])])), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Logistic_regression_on_nothing_but_an_intercept_is_the_base_rate()
    {
        var model = Train(new LogisticRegression(), new Table([new NumberColumn("x", [7, 7, 7, 7])]), [1, 1, 1, 0]);

        Assert.Equal(0.75, model.Predict(new Table([new NumberColumn("x", [7])]))[0], 1e-9);
    }

    [Fact]
    public void Logistic_regression_satisfies_its_own_equations()
    {
        // At the optimum the residuals are orthogonal to each standardised input, up to the penalty on its weight: for x: Σ(y − p) z = L2 · w.
        var random = new SeededRandom(5);
        double[] x = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(v => random.NextDouble() < v ? 1.0 : 0)];
        var features = new Table([new NumberColumn("x", x)]);
        var model = Train(new LogisticRegression(new LinearOptions { L2 = 3 }), features, y);
        var p = model.Predict(features);
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        double Score(double probability) => Math.Log(probability / (1 - probability));
        var ends = model.Predict(new Table([new NumberColumn("x", [mean, mean + deviation])]));

        Assert.Equal(0, y.Zip(p, (a, b) => a - b).Sum(), 1e-6);
        Assert.Equal(3 * (Score(ends[1]) - Score(ends[0])), x.Select((v, i) => (y[i] - p[i]) * (v - mean) / deviation).Sum(), 1e-6);
    }

    [Fact]
    public void Separable_classes_converge_by_the_penalty()
    {
        var model = Train(new LogisticRegression(new LinearOptions { L2 = 1e-6 }), new Table([new NumberColumn("x", [1, 2, 3, 4])]), [0, 0, 1, 1]);
        var p = model.Predict(new Table([new NumberColumn("x", [1, 4])]));

        Assert.True(p[0] < 1e-3 && p[1] > 0.999);
    }

    [Fact]
    public void Missing_values_have_a_weight_of_their_own()
    {
        var features = new Table([new NumberColumn("x", [1, 2, double.NaN, double.NaN]), TextColumn.Of("t", ["a", null, "a", null])]);
        var model = Train(new RidgeRegression(new LinearOptions { L2 = 1e-9 }), features, [0, 0, 8, 8]);

        Assert.Equal(8, model.Predict(features)[2], 1e-6);
        Assert.All(model.Predict(new Table([new NumberColumn("x", [1]), TextColumn.Of("t", ["never seen"])])), p => Assert.True(double.IsFinite(p)));
    }

    [Fact]
    public void Rare_categories_beyond_the_limit_count_as_unseen()
    {
        var term = CategoryTerm.Fit(TextColumn.Of("t", ["c", "b", "b", "a", "a", "d"]), 2);

        Assert.Equal([1, 0, -1, 2], term.Apply(new Table([TextColumn.Of("t", ["b", "a", "c", null])]), new ModelInput("t", ColumnType.Text)).Places);
    }

    [Fact]
    public void Linear_model_is_read_back_with_equal_predictions()
    {
        var features = new Table([new NumberColumn("x", [1, 2, double.NaN, 4]), TextColumn.Of("t", ["a", null, "b", "a"])]);
        foreach (var model in new[] { Train(new LogisticRegression(), features, [0, 1, 1, 0]), Train(new RidgeRegression(), features, [0, 1, 5, 2]) })
        {
            var read = TestData.Read(TestData.BytesOf(model));
            Assert.Equal(model.Predict(features), read.Predict(features));
            Assert.Equal((model.Format, model.Task), (read.Format, read.Task));
            Assert.Equal(TestData.BytesOf(model), TestData.BytesOf(read));
        }
    }
}
