using System.Diagnostics;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.RealData;

public sealed class DepartureModelsTests
{
    private static readonly BoostedTreesOptions Trees = new() { Trees = 200, Depth = 4, LearningRate = 0.05, MinChildWeight = 20, CategoryPriorWeight = 20 };

    private static ITrainedModel Train(ITrainer trainer) =>
        trainer.Train(Departures.Between("2001-01-15", "2001-04-01").Set, new TrainingOptions(2), TestContext.Current.CancellationToken);

    [Fact]
    public void Logistic_regression_reaches_its_known_figures_and_the_trees_are_no_worse()
    {
        var (april, _) = Departures.Between("2001-04-01", "2001-05-01");
        var linear = Train(new LogisticRegression()).Predict(april.Features);
        var trees = Train(new BoostedTrees(Trees)).Predict(april.Features);

        Assert.Equal(0.836, BinaryMetrics.Auc(linear, april.Target)!.Value, 0.002);
        Assert.Equal(0.4197, BinaryMetrics.LogLoss(linear, april.Target)!.Value, 0.002);
        Assert.True(BinaryMetrics.LogLoss(trees, april.Target) <= BinaryMetrics.LogLoss(linear, april.Target) + 0.002);
    }

    [Fact]
    public void Prior_has_the_known_log_loss_on_April()
    {
        var (april, _) = Departures.Between("2001-04-01", "2001-05-01");

        Assert.Equal(0.575, BinaryMetrics.LogLoss(Train(new PriorModel(LearningTask.Binary)).Predict(april.Features), april.Target)!.Value, 0.002);
    }

    [Fact]
    public void Delays_are_predicted_as_well_as_the_peers_do()
    {
        var april = Departures.DelaysBetween("2001-04-01", "2001-05-01");
        var model = new BoostedTrees(Trees with { Task = LearningTask.Regression })
            .Train(Departures.DelaysBetween("2001-01-15", "2001-04-01"), new TrainingOptions(2), TestContext.Current.CancellationToken);
        var predictions = model.Predict(april.Features);

        Assert.True(RegressionMetrics.Rmse(predictions, april.Target) <= 22.0);
        Assert.True(RegressionMetrics.R2(predictions, april.Target) >= 0.35);
    }

    [Fact]
    public void Trees_and_logistic_regression_can_not_be_told_apart_by_days()
    {
        var (april, days) = Departures.Between("2001-04-01", "2001-05-01");
        var linear = Train(new LogisticRegression()).Predict(april.Features);
        var trees = Train(new BoostedTrees(Trees)).Predict(april.Features);

        var found = PairedBlocks.Compare(BinaryMetrics.LogLosses(linear, april.Target), BinaryMetrics.LogLosses(trees, april.Target), days, 1, 1000);

        Assert.InRange(found.Z!.Value, 0, 1.9);
        Assert.True(found.Lower < 0 && found.Upper > 0);
    }

    [Fact]
    public void A_month_is_evaluated_with_a_thousand_resamples_in_no_time()
    {
        var (april, days) = Departures.Between("2001-04-01", "2001-05-01");
        var rows = new EvaluationRows(LearningTask.Binary, Train(new BoostedTrees(Trees)).Predict(april.Features), april.Target, days);
        var watch = Stopwatch.StartNew();
        var result = Evaluator.Evaluate(rows, 1, 1000);

        // Far above what it takes, so that a busy machine passes too.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.Elapsed} {string.Join(" ", result.Metrics)}");
        var auc = result.Metrics[MetricNames.Auc];
        Assert.Equal((8259, 30), (auc.N, auc.Blocks));
        Assert.InRange(auc.High!.Value - auc.Low!.Value, 0.02, 0.05);
    }
}
