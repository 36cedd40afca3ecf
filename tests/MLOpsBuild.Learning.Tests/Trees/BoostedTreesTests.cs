using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Trees;

public sealed class BoostedTreesTests
{
    private static readonly BoostedTreesOptions OneStump = new() { Trees = 1, Depth = 1, LearningRate = 1, MinChildWeight = 0, L2 = 1, Task = LearningTask.Regression };

    private static ITrainedModel Train(BoostedTreesOptions options, Table features, double[] target, int threads = 1) =>
        new BoostedTrees(options).Train(new TrainingSet(features, target), new TrainingOptions(threads), TestContext.Current.CancellationToken);

    private static Table Numbers(params double[] values) => new([new NumberColumn("x", values)]);

    [Fact]
    public void Stump_of_squared_error_matches_hand_numbers()
    {
        // Mean 3; gradients 3, 3, −6: the cut 2 | 3 has the gain 6²/3 + 6²/2 = 30. Leaves: −6/3 = −2 and 6/2 = 3.
        var model = Train(OneStump, Numbers(1, 2, 3), [0, 0, 9]);

        Assert.Equal([1.0, 1, 6, 1, 6], model.Predict(Numbers(1, 2, 3, 2.5, 2.6)), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal((1 + 1 + 9) / 3.0, model.LearningCurve[0], 1e-8);
        Assert.Equal([1.0], model.Importance);
    }

    [Fact]
    public void Stump_of_log_loss_matches_hand_numbers()
    {
        // Base rate 1/2, score 0; gradients ±1/2, hessians 1/4: each side −(∓1)/(1/2 + 1) = ±2/3.
        var model = Train(OneStump with { Task = LearningTask.Binary }, Numbers(1, 2, 3, 4), [0, 0, 1, 1]);

        var high = 1 / (1 + Math.Exp(-2.0 / 3));
        Assert.Equal([1 - high, high], model.Predict(Numbers(0, 9)), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Missing_values_go_where_they_belonged_in_training()
    {
        double[] x = [1, 2, double.NaN, 3, 4, double.NaN];
        var right = Train(OneStump, Numbers(x), [0, 0, 9, 9, 9, 9]).Predict(Numbers(double.NaN, 1, 4));
        var left = Train(OneStump, Numbers(x), [0, 0, 0, 9, 9, 0]).Predict(Numbers(double.NaN, 1, 4));

        Assert.Equal(right[2], right[0]);
        Assert.Equal(left[1], left[0]);
    }

    [Fact]
    public void Missing_values_alone_can_be_cut_off()
    {
        var predictions = Train(OneStump, Numbers(1, 2, double.NaN, double.NaN), [0, 0, 9, 9]).Predict(Numbers(double.NaN, 1, 1e300, double.PositiveInfinity));

        Assert.True(predictions[0] > 5);
        Assert.All(predictions[1..], p => Assert.True(p < 4));
    }

    [Fact]
    public void Missing_value_never_seen_follows_the_heavier_child()
    {
        var predictions = Train(OneStump, Numbers(1, 2, 3, 4), [0, 9, 9, 9]).Predict(Numbers(double.NaN, 4));

        Assert.Equal(predictions[1], predictions[0]);
    }

    [Fact]
    public void Equal_gains_are_won_by_the_first_feature()
    {
        double[] x = [1, 2, 3, 4];
        var model = Train(OneStump, new Table([new NumberColumn("a", x), new NumberColumn("b", x)]), [0, 0, 9, 9]);

        Assert.Equal([1.0, 0], model.Importance);
    }

    [Fact]
    public void Leaf_below_the_least_weight_is_not_made()
    {
        var model = Train(OneStump with { MinChildWeight = 2 }, Numbers(1, 2, 3, 4), [0, 0, 0, 9]);

        // Only 2 | 2 is allowed, though 3 | 1 gains more.
        var predictions = model.Predict(Numbers(1, 2, 3, 4));
        Assert.Equal(predictions[2], predictions[3]);
        Assert.NotEqual(predictions[1], predictions[2]);
    }

    [Fact]
    public void Constant_target_needs_no_cut()
    {
        var model = Train(OneStump with { Trees = 3 }, Numbers(1, 2, 3), [5, 5, 5]);

        Assert.Equal([5.0, 5], model.Predict(Numbers(0, double.NaN)));
    }

    [Fact]
    public void One_class_gives_finite_probabilities()
    {
        var model = Train(OneStump with { Task = LearningTask.Binary, Trees = 20 }, Numbers(1, 2, 3), [1, 1, 1]);

        Assert.All(model.Predict(Numbers(1, double.NaN)), p => Assert.InRange(p, 0.5, 1));
    }

    [Fact]
    public void Category_is_its_mean_drawn_to_the_prior_and_unseen_is_the_prior()
    {
        var column = TextColumn.Of("c", ["b", "a", null, "b"]);
        var encoding = CategoryEncoding.Fit(column, [1, 0, 1, 1], null, 0.75, 2);

        Assert.Equal(["a", "b"], encoding.Categories);
        Assert.Equal([(0 + 1.5) / 3, (2 + 1.5) / 4], encoding.Values);
        Assert.Equal([0.875, double.NaN, 0.75], encoding.Apply(TextColumn.Of("c", ["b", null, "new"])));
    }

    [Fact]
    public void Order_of_a_text_dictionary_does_not_show()
    {
        var direct = new TextColumn("c", [0, 1, 0, 1, 2], ["x", "y", "z"]);
        var shuffled = new TextColumn("c", [2, 1, 2, 1, 0], ["z", "y", "x", "unused"]);
        double[] target = [1, 2, 3, 4, 5];

        Assert.Equal(TestData.BytesOf(Train(OneStump, new Table([direct]), target)), TestData.BytesOf(Train(OneStump, new Table([shuffled]), target)));
    }

    [Fact]
    public void Cuts_give_every_value_a_bin_when_there_are_few()
    {
        Assert.Equal([1.5, 3], BinCuts.Find([4, 1, 2, 2, double.NaN], 255, 0));
        Assert.Empty(BinCuts.Find([7, 7, 7], 255, 0));
        Assert.Empty(BinCuts.Find([double.NaN], 255, 0));
    }

    [Fact]
    public void Cuts_share_many_values_out_evenly()
    {
        var random = new SeededRandom(4);
        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble())];
        var cuts = BinCuts.Find(values, 100, 0);

        Assert.Equal(99, cuts.Length);
        Assert.All(values.CountBy(v => BinCuts.Of(v, cuts)), bin => Assert.InRange(bin.Value, 95, 105));
    }

    [Fact]
    public void Frequent_value_does_not_use_up_the_bins()
    {
        double[] values = [.. Enumerable.Repeat(0.0, 9000), .. Enumerable.Range(1, 1000).Select(i => (double)i)];

        Assert.True(BinCuts.Find(values, 50, 0).Length >= 48);
    }

    [Theory]
    [InlineData(double.NaN, 255)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(1, 0)]
    [InlineData(1.0000001, 1)]
    [InlineData(3, 2)]
    [InlineData(double.PositiveInfinity, 3)]
    public void Value_belongs_to_the_first_bin_that_ends_at_or_above_it(double value, byte bin) => Assert.Equal(bin, BinCuts.Of(value, [1, 2, 3]));

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    public void Predictions_on_the_training_rows_have_the_loss_that_training_reported(LearningTask task)
    {
        var (features, target) = Random(30_000, task);
        var model = Train(new BoostedTreesOptions { Task = task, Trees = 20, Depth = 6, MinChildWeight = 1, LearningRate = 0.2 }, features, target, 3);
        var predictions = model.Predict(features);

        var loss = task == LearningTask.Binary ? BinaryMetrics.LogLoss(predictions, target) : RegressionMetrics.Rmse(predictions, target) * RegressionMetrics.Rmse(predictions, target);
        Assert.Equal(model.LearningCurve[^1], loss!.Value, 1e-9);
        Assert.True(model.LearningCurve[^1] < 0.9 * model.LearningCurve[0]);
        Assert.Equal(1, model.Importance.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    public void Bytes_are_the_same_on_one_two_and_eight_threads(LearningTask task)
    {
        var (features, target) = Random(40_000, task);
        var options = new BoostedTreesOptions { Task = task, Trees = 8, Depth = 7, MinChildWeight = 1 };
        byte[] Bytes(int threads) => TestData.BytesOf(Train(options, features, target, threads));

        var one = Bytes(1);
        Assert.Equal(one, Bytes(2));
        Assert.Equal(one, Bytes(8));
    }

    [Fact]
    public void Row_blocks_of_any_size_predict_alike()
    {
        var (features, target) = Random(1100, LearningTask.Binary);
        var model = Train(new BoostedTreesOptions { Trees = 5, MinChildWeight = 1 }, features, target);
        var all = model.Predict(features);

        for (var row = 0; row < 1100; row += 97) Assert.Equal(all[row], model.Predict(features.Take([row]))[0]);
        Assert.Empty(model.Predict(features.Take([])));
    }

    [Fact]
    public void Wrong_settings_and_rows_are_refused_with_reasons()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoostedTreesOptions { Bins = 256 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoostedTreesOptions { LearningRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoostedTreesOptions { L2 = double.NaN });
        Assert.Throws<ArgumentException>(() => Train(new BoostedTreesOptions(), Numbers(1, 2), [0, 2]));
        Assert.Throws<ArgumentException>(() => Train(OneStump, Numbers(1, 2), [0, double.NaN]));
        Assert.Throws<ArgumentException>(() => Train(OneStump, Numbers(), []));
        Assert.Throws<ArgumentException>(() => Train(OneStump, new Table([new TimeColumn("t", [default])]), [1]));
        Assert.Throws<ArgumentException>(() => Train(OneStump, Numbers(1, 2), [0, 1]).Predict(new Table([TextColumn.Of("x", ["1"])])));
        Assert.Throws<KeyNotFoundException>(() => Train(OneStump, Numbers(1, 2), [0, 1]).Predict(new Table([new NumberColumn("y", [1])])));
    }

    [Fact]
    public void Training_stops_when_cancelled()
    {
        var (features, target) = Random(100, LearningTask.Binary);

        Assert.Throws<OperationCanceledException>(() => new BoostedTrees(new()).Train(new TrainingSet(features, target), new TrainingOptions(), new CancellationToken(true)));
    }

    private static (Table Features, double[] Target) Random(int rows, LearningTask task)
    {
        var random = new SeededRandom(17);
        double[] Column() => [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? double.NaN : random.NextDouble() * 10)];
        var (a, b) = (Column(), Column());
        long[] c = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(5))];
        string[] texts = [.. Enumerable.Range(0, rows).Select(_ => $"k{random.Next(30)}")];
        double Signal(int i) => (double.IsNaN(a[i]) ? 1 : Math.Sin(a[i])) + (b[i] > 5 ? c[i] / 2.0 : -1) + texts[i].Length / 2.0 - 1;
        double[] target = [.. Enumerable.Range(0, rows).Select(i => task == LearningTask.Binary ? random.NextDouble() < 1 / (1 + Math.Exp(-Signal(i))) ? 1.0 : 0 : Signal(i) + random.NextDouble())];
        return (new Table([new NumberColumn("a", a), new NumberColumn("b", b), new IntegerColumn("c", c), TextColumn.Of("d", texts)]), target);
    }
}
