using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Learning.Trees.Objectives;

namespace MLOpsBuild.Learning.Tests.Trees;

public sealed class BoostingObjectivesTests
{
    private static readonly BoostedTreesOptions OneStump = new() { Trees = 1, Depth = 1, LearningRate = 1, MinChildWeight = 0, L2 = 1, Task = LearningTask.Regression };

    [Fact]
    public void Absolute_error_gives_each_leaf_the_median_of_its_residuals()
    {
        // Median 3; the cuts 2 | 3 and 3 | 4 part the signs alike, and the first one wins: left 1, 2 has the median 1.5, right 3, 10, 50 has 10.
        var set = new TrainingSet(TreeData.Numbers(1, 2, 3, 4, 5), [1, 2, 3, 10, 50]);
        var model = TreeData.Boost(OneStump with { Loss = RegressionLoss.Absolute }, set);

        Assert.Equal([1.5, 1.5, 10, 10, 10], model.Predict(set.Features));
        Assert.Equal((0.5 + 0.5 + 7 + 0 + 40) / 5.0, model.LearningCurve[0], 1e-12);
    }

    [Fact]
    public void Quantile_loss_gives_each_leaf_the_quantile_of_its_residuals()
    {
        var set = new TrainingSet(TreeData.Numbers(1, 1, 1, 1, 1, 2, 2, 2, 2, 2), [1, 2, 3, 4, 5, 10, 20, 30, 40, 50]);
        var model = TreeData.Boost(OneStump with { Loss = RegressionLoss.Quantile, Quantile = 0.75 }, set);

        Assert.Equal([4.0, 40], model.Predict(TreeData.Numbers(1, 2)));
        // Pinball losses: left ¼ (3 + 2 + 1) + ¾ · 1, right ten times that.
        Assert.Equal(11 * (0.25 * 6 + 0.75) / 10, model.LearningCurve[0], 1e-12);
    }

    [Fact]
    public void Huber_loss_gives_each_leaf_its_median_and_the_clipped_mean_of_the_rest()
    {
        // Right leaf 10, 11, 40: median 11, the rest −1, 0, 29 clipped to −1, 0, 2.
        var set = new TrainingSet(TreeData.Numbers(1, 1, 1, 2, 2, 2), [0, 0, 0, 10, 11, 40]);
        var model = TreeData.Boost(OneStump with { Loss = RegressionLoss.Huber, HuberDelta = 2 }, set);

        Assert.Equal([0, 11 + 1.0 / 3], model.Predict(TreeData.Numbers(1, 2)), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Poisson_loss_takes_a_careful_Newton_step_on_the_logarithm()
    {
        // Mean 2; left: gradients 2 − 1 twice, right 2 − 3 twice; hessians 2 e^0.7.
        var set = new TrainingSet(TreeData.Numbers(1, 1, 2, 2), [1, 1, 3, 3]);
        var model = TreeData.Boost(OneStump with { Loss = RegressionLoss.Poisson }, set);

        var step = 2 / (4 * Math.Exp(0.7) + 1);
        Assert.Equal([2 * Math.Exp(-step), 2 * Math.Exp(step)], model.Predict(TreeData.Numbers(1, 2)), (x, y) => Math.Abs(x - y) < 1e-7);
        Assert.Throws<ArgumentException>(() => TreeData.Boost(OneStump with { Loss = RegressionLoss.Poisson }, set with { Target = [1, 1, -1, 3] }));
    }

    [Fact]
    public void Softmax_matches_hand_numbers()
    {
        // Three classes of one row each: scores log(1/3); for its own class a row has the gradient −2/3 and the hessian 4/9, for another one 1/3 and 4/9.
        var set = new TrainingSet(TreeData.Numbers(1, 2, 3), [0, 1, 2]) { Classes = ["x", "y", "z"] };
        var model = TreeData.Boost(OneStump with { Task = LearningTask.Multiclass }, set);

        // Class 0: left row 1 alone. Class 1: both cuts gain alike, the first one wins. Class 2: row 3 alone.
        var (own, both) = (2.0 / 3 / (4.0 / 9 + 1), 2.0 / 3 / (8.0 / 9 + 1));
        double[] scores = [own, -(1.0 / 3) / (4.0 / 9 + 1), -both];
        var sum = scores.Sum(Math.Exp);
        Assert.Equal(3, model.Outputs);
        Assert.Equal(["x", "y", "z"], model.Classes);
        Assert.Equal(scores.Select(s => Math.Exp(s) / sum), model.Predict(TreeData.Numbers(1)), (x, y) => Math.Abs(x - y) < 1e-7);
    }

    [Fact]
    public void Multiclass_learns_from_numbers_and_texts()
    {
        var set = TreeData.Make(3000, LearningTask.Multiclass);
        var model = TreeData.Boost(new BoostedTreesOptions { Task = LearningTask.Multiclass, Trees = 40, MinChildWeight = 1, LearningRate = 0.2 }, set);
        var predictions = model.Predict(set.Features);

        Assert.True(model.LearningCurve[^1] < 0.7 * model.LearningCurve[0]);
        for (var row = 0; row < 3000; row++) Assert.Equal(1, predictions[3 * row] + predictions[3 * row + 1] + predictions[3 * row + 2], 1e-12);
        Assert.Equal(-Enumerable.Range(0, 3000).Average(r => Math.Log(predictions[3 * r + (int)set.Target[r]])), model.LearningCurve[^1], 1e-9);
    }

    [Fact]
    public void Ranking_puts_relevant_rows_first()
    {
        var set = TreeData.Make(3000, LearningTask.Ranking);
        var model = TreeData.Boost(new BoostedTreesOptions { Task = LearningTask.Ranking, Trees = 60, MinChildWeight = 0.1, LearningRate = 0.2 }, set);

        // The loss is 1 − NDCG: computed here by its definition.
        var scores = model.Predict(set.Features);
        var losses = new List<double>();
        for (var g = 0; g < 250; g++)
        {
            int[] rows = [.. Enumerable.Range(12 * g, 12)];
            double Gain(IEnumerable<int> order) => order.Select((r, place) => (Math.Pow(2, set.Target[r]) - 1) / Math.Log2(place + 2)).Sum();
            losses.Add(1 - Gain(rows.OrderByDescending(r => scores[r])) / Gain(rows.OrderByDescending(r => set.Target[r])));
        }

        Assert.Equal(losses.Average(), model.LearningCurve[^1], 1e-9);
        Assert.True(model.LearningCurve[^1] < 0.5 * model.LearningCurve[0], $"{model.LearningCurve[0]} {model.LearningCurve[^1]}");
    }

    [Theory]
    [InlineData(LearningTask.Regression, RegressionLoss.Squared)]
    [InlineData(LearningTask.Regression, RegressionLoss.Poisson)]
    [InlineData(LearningTask.Binary, RegressionLoss.Squared)]
    [InlineData(LearningTask.Multiclass, RegressionLoss.Squared)]
    public void Weight_counts_as_so_many_rows(LearningTask task, RegressionLoss loss)
    {
        var set = TreeData.Make(400, task);
        if (loss == RegressionLoss.Poisson) set = set with { Target = [.. set.Target.Select(y => Math.Max(0, Math.Round(y)))] };
        double[] weights = [.. Enumerable.Range(0, 400).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, 400).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        // Cuts come from all rows, whatever they weigh: a column of few values has the same ones.
        var features = set.Features.Select(["c", "d"]);
        var options = new BoostedTreesOptions { Task = task, Loss = loss, Trees = 10, Depth = 3, MinChildWeight = 2, LearningRate = 0.3, Categories = CategoryTreatment.Native };

        var weighted = TreeData.Boost(options, set with { Features = features, Weights = weights });
        var copied = TreeData.Boost(options, TreeData.Take(set with { Features = features }, repeated));

        Assert.Equal(copied.Predict(features), weighted.Predict(features), (x, y) => Math.Abs(x - y) < 1e-4);
        Assert.Equal(copied.LearningCurve, weighted.LearningCurve, (x, y) => Math.Abs(x - y) < 1e-4);
    }

    [Theory]
    [InlineData(new[] { 4.0, 1, 3, 2 }, null, 0.5, 2.5)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, null, 0.25, 1.75)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, new[] { 1.0, 0, 1, 4 }, 0.5, 2)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, new[] { 1.0, 0, 1, 4 }, 0.8, 3)]
    [InlineData(new[] { 7.0 }, null, 0.9, 7)]
    public void Quantile_is_between_neighbours_or_by_weight(double[] values, double[]? weights, double share, double expected) =>
        Assert.Equal(expected, Quantiles.Of(values, weights, share), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(-3.7)]
    [InlineData(40)]
    [InlineData(-900)]
    public void Log_loss_of_many_rows_is_the_sum_of_their_own(double score)
    {
        double[] scores = [.. Enumerable.Range(0, 1003).Select(i => score + i / 200.0)];
        double[] target = [.. Enumerable.Range(0, 1003).Select(i => (double)(i % 3 == 0 ? 1 : 0))];
        var words = new long[1003];
        var packing = Packing.Of(1003, 1, 1);

        var loss = LogisticKernel.Derive(scores, target, words, packing);

        double P(double s) => 1 / (1 + Math.Exp(-s));
        double Loss(double s) => s > 0 ? s + Math.Log(1 + Math.Exp(-s)) : Math.Log(1 + Math.Exp(s));
        Assert.Equal(scores.Select((s, i) => Loss(s) - target[i] * s).Sum(), loss, 1e-9 * Math.Max(1, Math.Abs(score) * 1000));
        for (var i = 0; i < 1003; i++)
        {
            Assert.Equal(P(scores[i]) - target[i], packing.GradientOf(words[i]) * packing.GradientUnit, packing.GradientUnit);
            Assert.Equal(P(scores[i]) * (1 - P(scores[i])), packing.HessianOf(words[i]) * packing.HessianUnit, packing.HessianUnit);
        }
    }
}
