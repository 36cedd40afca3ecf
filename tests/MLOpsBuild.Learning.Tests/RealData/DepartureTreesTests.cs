using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Tests.RealData;

public sealed class DepartureTreesTests
{
    private static readonly BoostedTreesOptions Options = new() { Trees = 200, Depth = 4, LearningRate = 0.05, MinChildWeight = 20, CategoryPriorWeight = 20 };

    [Fact]
    public void Trees_trained_to_March_predict_April_as_well_as_the_peers_do()
    {
        var (train, _) = Departures.Between("2001-01-15", "2001-04-01");
        var (april, _) = Departures.Between("2001-04-01", "2001-05-01");
        var model = new BoostedTrees(Options).Train(train, new TrainingOptions(2), TestContext.Current.CancellationToken);
        var predictions = model.Predict(april.Features);

        Assert.True(BinaryMetrics.Auc(predictions, april.Target) >= 0.833);
        Assert.True(BinaryMetrics.LogLoss(predictions, april.Target) <= 0.420);
        Assert.True(BinaryMetrics.Ece(predictions, april.Target) <= 0.03);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Training_gives_the_same_bytes_on_any_number_of_threads(int threads)
    {
        var (train, _) = Departures.Between("2001-01-15", "2001-04-01");
        var options = Options with { Trees = 30 };

        var one = new BoostedTrees(options).Train(train, new TrainingOptions(1), TestContext.Current.CancellationToken);
        var many = new BoostedTrees(options).Train(train, new TrainingOptions(threads), TestContext.Current.CancellationToken);

        Assert.Equal(TestData.BytesOf(one), TestData.BytesOf(many));
    }

    [Fact]
    public void Written_model_is_read_back_with_equal_predictions_and_bytes()
    {
        var (train, _) = Departures.Between("2001-01-15", "2001-04-01");
        var (may, _) = Departures.Between("2001-05-01", "2001-06-01");
        var model = new BoostedTrees(Options with { Trees = 30 }).Train(train, new TrainingOptions(2), TestContext.Current.CancellationToken);

        var bytes = TestData.BytesOf(model);
        var read = TestData.Read(bytes);

        Assert.Equal(model.Predict(may.Features), read.Predict(may.Features));
        Assert.Equal(bytes, TestData.BytesOf(read));
        Assert.Equal(model.Inputs, read.Inputs);
        Assert.Equal(model.LearningCurve, read.LearningCurve);
        Assert.Equal(model.Importance, read.Importance);
    }
}
