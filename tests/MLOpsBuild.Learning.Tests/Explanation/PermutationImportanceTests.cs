using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Explanation;

public sealed class PermutationImportanceTests
{
    private static ITrainedModel Train(LearningTask task, Table features, double[] target) => new BoostedTrees(new BoostedTreesOptions { Task = task, Trees = 60, Depth = 4 })
        .Train(new TrainingSet(features, target), new TrainingOptions(2), TestContext.Current.CancellationToken);

    private static (Table Table, double[] Target, int[] Blocks) Sample(ulong seed, LearningTask task)
    {
        var random = new SeededRandom(seed);
        double[] Draw() => [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
        var (strong, weak, noise) = (Draw(), Draw(), Draw());
        double[] score = [.. strong.Select((s, i) => 4 * s + weak[i] - 2.5)];
        double[] target = [.. score.Select(s => task == LearningTask.Binary ? random.NextDouble() < ReproducibleMath.Sigmoid(s) ? 1.0 : 0 : s + random.NextDouble())];
        return (new Table([new NumberColumn("strong", strong), new NumberColumn("weak", weak), new NumberColumn("noise", noise)]), target, [.. Enumerable.Range(0, 2000).Select(i => i % 50)]);
    }

    [Theory]
    [InlineData(LearningTask.Binary, null)]
    [InlineData(LearningTask.Binary, MetricNames.Auc)]
    [InlineData(LearningTask.Regression, null)]
    public void Planted_signal_is_found_and_planted_noise_covers_zero(LearningTask task, string? metric)
    {
        var (train, target, _) = Sample(1, task);
        var (test, outcome, blocks) = Sample(2, task);
        var model = Train(task, train, target);
        var options = new PermutationOptions { Metric = metric, Evaluation = new EvaluationOptions { Replicates = 300, Seed = 7 } };
        var found = PermutationImportance.Of(model, test, outcome, blocks, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["strong", "weak", "noise"], found.Select(f => f.Input));
        Assert.True(found[0].Low > 0);
        Assert.True(found[0].Loss > found[1].Loss && found[1].Loss > found[2].Loss);
        Assert.True(found[2].Low < 0 && found[2].High > 0);
        Assert.Equal(found, PermutationImportance.Of(model, test, outcome, blocks, options, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Input_that_the_model_does_not_read_loses_exactly_nothing()
    {
        var (test, outcome, blocks) = Sample(2, LearningTask.Regression);
        var found = PermutationImportance.Of(
            new FunctionModel(["strong", "noise"], v => v[0]), test, outcome, blocks, new PermutationOptions(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new InputImportance("noise", 0, 0, 0, 0), found[1]);
    }

    [Fact]
    public void Rows_that_can_not_say_have_no_importance()
    {
        var (test, _, _) = Sample(2, LearningTask.Regression);
        var found = PermutationImportance.Of(
            new FunctionModel(["strong"], v => v[0]), test, new double[2000], new int[2000], new PermutationOptions { Metric = MetricNames.R2 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new InputImportance("strong", null, null, null, null), Assert.Single(found));
    }

    [Fact]
    public void Importance_kept_from_training_is_put_in_order()
    {
        var model = new FunctionModel(["a", "b", "c"], v => v[0]) { Importance = [0.2, 0.5, 0.3] };

        Assert.Equal([new InputShare("b", 0.5), new InputShare("c", 0.3), new InputShare("a", 0.2)], GainImportance.Of(model));
        Assert.Empty(GainImportance.Of(new FunctionModel(["a"], v => v[0])));
    }
}
