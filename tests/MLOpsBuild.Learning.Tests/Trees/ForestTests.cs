using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Trees;

public sealed class ForestTests
{
    private static ITrainer Trainer(string kind, ForestOptions options) => kind == "random" ? new RandomForest(options) : new ExtraTrees(options);

    [Theory]
    [InlineData("random", LearningTask.Regression, false)]
    [InlineData("random", LearningTask.Binary, true)]
    [InlineData("random", LearningTask.Multiclass, false)]
    [InlineData("extra", LearningTask.Regression, true)]
    [InlineData("extra", LearningTask.Binary, false)]
    [InlineData("extra", LearningTask.Multiclass, false)]
    public void Forest_learns_is_read_back_and_has_the_same_bytes_on_any_number_of_threads(string kind, LearningTask task, bool weighted)
    {
        var set = TreeData.Make(1500, task, weighted: weighted);
        var test = TreeData.Make(1500, task, 18);
        var trainer = Trainer(kind, new ForestOptions { Task = task, Trees = 20, MinLeafWeight = 3 });

        var model = TreeData.Train(trainer, set, 1);
        var bytes = TestData.BytesOf(model);

        Assert.Equal(bytes, TestData.BytesOf(TreeData.Train(trainer, set, 3)));
        Assert.Equal(bytes, TestData.BytesOf(TestData.Read(bytes)));
        Assert.Equal(model.Predict(test.Features), TestData.Read(bytes).Predict(test.Features));
        Assert.Equal(1, model.Importance.Sum(), 1e-12);
        Assert.True(Loss(task, model, test) < 0.9 * Loss(task, null, test), $"{Loss(task, model, test)} {Loss(task, null, test)}");
    }

    [Fact]
    public void One_tree_without_chance_is_a_regression_tree_of_means()
    {
        var set = new TrainingSet(TreeData.Numbers(1, 2, 3, 4), [1, 3, 10, 20]);
        var model = TreeData.Train(new ExtraTrees(new ForestOptions { Task = LearningTask.Regression, Trees = 1, Depth = 20 }), set);

        // Whatever the cuts are, in the end each row has a leaf of its own.
        Assert.Equal([1.0, 3, 10, 20], model.Predict(set.Features), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Rows_without_weight_do_not_count()
    {
        var set = TreeData.Make(300, LearningTask.Regression);
        var spoiled = set with { Target = [.. set.Target.Select((y, i) => i % 3 == 0 ? y + 1000 : y)], Weights = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 0.0 : 1)] };
        var model = TreeData.Train(new RandomForest(new ForestOptions { Task = LearningTask.Regression, Trees = 10 }), spoiled);

        Assert.All(model.Predict(set.Features), p => Assert.True(p < 20));
    }

    [Fact]
    public void Isolated_rows_score_highest_and_usual_ones_below_a_half()
    {
        var random = new SeededRandom(8);
        double[] x = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble()), 9];
        double[] y = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble()), -7];
        string[] text = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? "even" : "odd"), "rare"];
        var set = new TrainingSet(new Table([new NumberColumn("x", x), new NumberColumn("y", y), TextColumn.Of("t", text)]), []);
        var trainer = new IsolationForest(new IsolationForestOptions());

        var model = TreeData.Train(trainer, set, 1);
        var scores = model.Predict(set.Features);

        Assert.Equal(1000, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[1000] > 0.7);
        Assert.True(scores.Take(1000).Average() < 0.5);
        Assert.Equal(TestData.BytesOf(model), TestData.BytesOf(TreeData.Train(trainer, set, 3)));
        Assert.Equal(TestData.BytesOf(model), TestData.BytesOf(TestData.Read(TestData.BytesOf(model))));
    }

    [Fact]
    public void Mean_path_length_matches_hand_numbers()
    {
        // 2 (1 + 1/2) − 2 · 2/3 for three rows.
        Assert.Equal([0, 0, 1, 3 - 4.0 / 3], Enumerable.Range(0, 4).Select(IsolationTree.MeanLength), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForestOptions { Task = LearningTask.Ranking });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForestOptions { Trees = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IsolationForestOptions { SampleRows = 1 });
    }

    // Without a model, that of the prior.
    private static double Loss(LearningTask task, ITrainedModel? model, TrainingSet test)
    {
        var outputs = task == LearningTask.Multiclass ? 3 : 1;
        double[] prior = task == LearningTask.Multiclass ? [.. Enumerable.Range(0, 3).Select(k => test.Target.Average(y => y == k ? 1.0 : 0))] : [test.Target.Average()];
        var p = model?.Predict(test.Features) ?? [.. test.Target.SelectMany(_ => prior)];
        double Of(int row) => task switch
        {
            LearningTask.Regression => Math.Pow(p[row] - test.Target[row], 2),
            LearningTask.Binary => Math.Pow(p[row] - test.Target[row], 2),
            _ => Enumerable.Range(0, outputs).Sum(k => Math.Pow(p[row * outputs + k] - (test.Target[row] == k ? 1 : 0), 2)),
        };
        return Enumerable.Range(0, test.Target.Length).Average(Of);
    }
}
