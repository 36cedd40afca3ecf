using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Online;

public sealed class OnlineLearnerTests
{
    private static readonly Table Rows = new([new NumberColumn("x", [1, 2, double.NaN, 4, 5, 6]), TextColumn.Of("t", ["a", "b", "a", null, "b", "c"])]);
    private static readonly double[] Target = [0, 1, 1, 0, 1, 1];

    private static ITrainedModel Train(ITrainer trainer, TrainingSet set) => trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken);

    private static TrainingSet Scaled(string table, bool weighted)
    {
        var set = Reference.Table(table, weighted);
        return set with { Features = new Scaling().Fit(set, new TrainingOptions(), CancellationToken.None).Training };
    }

    [Fact]
    public void Two_steps_are_worked_by_hand()
    {
        // First row: weights 0, p = ½, slope −½, x = 2: z = −1 and n = 1 for x, −½ and ¼ for the intercept. With α = ½ and β = 1: w = 1 / ((1 + 1) / ½) = ¼, b = ½ / ((1 + ½) / ½) = 1/6.
        var learner = new OnlineLearner(new OnlineOptions { LearningRate = 0.5 });
        var loss = learner.PartialFit(new TrainingSet(new Table([new NumberColumn("x", [2])]), [1]), TestContext.Current.CancellationToken);
        var p = learner.ToModel().Predict(new Table([new NumberColumn("x", [1, 0])]));

        Assert.Equal(Math.Log(2), loss, 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(-5 / 12.0)), p[0], 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(-1 / 6.0)), p[1], 1e-15);
    }

    [Fact]
    public void Weights_are_those_of_the_paper_as_a_program_of_its_own_computes_them()
    {
        foreach (var theirs in Reference.Of("ftrl").EnumerateArray())
        {
            var loss = Enum.Parse<OnlineLoss>(theirs.GetProperty("loss").GetString()!);
            var set = Scaled(loss is OnlineLoss.Squared or OnlineLoss.Huber ? "diabetes" : "breast-cancer", theirs.GetProperty("weighted").GetBoolean());
            // Both are scaled without the weights.
            var learner = new OnlineLearner(new OnlineOptions
            {
                Loss = loss, LearningRate = theirs.Number("alpha"), Beta = theirs.Number("beta"), L1 = theirs.Number("l1"), L2 = theirs.Number("l2"), HuberWidth = theirs.Number("width"),
            });
            double[] losses = [learner.PartialFit(set, TestContext.Current.CancellationToken), learner.PartialFit(set, TestContext.Current.CancellationToken)];

            Reference.Close(theirs.GetProperty("losses").Numbers(), losses, 1e-9);
            Reference.Close(theirs.GetProperty("predictions").Numbers(), learner.ToModel().Predict(set.Features)[..50], 1e-9);
        }
    }

    [Theory]
    [InlineData(OnlineLoss.Logistic)]
    [InlineData(OnlineLoss.Hinge)]
    [InlineData(OnlineLoss.Squared)]
    [InlineData(OnlineLoss.Huber)]
    public void Learner_that_goes_on_after_reading_gives_the_same_bytes(OnlineLoss loss)
    {
        var options = new OnlineOptions { Loss = loss, L1 = 0.01, L2 = 0.1, LearningRate = 0.3 };
        var all = new TrainingSet(Rows, Target);
        var never = new OnlineLearner(options);
        for (var i = 0; i < 4; i++) never.PartialFit(all, TestContext.Current.CancellationToken);
        var stopped = new OnlineLearner(options);
        for (var i = 0; i < 4; i++)
        {
            stopped.PartialFit(all, TestContext.Current.CancellationToken);
            stopped = OnlineLearner.From(TestData.Read(TestData.BytesOf(stopped.ToModel())));
        }

        Assert.Equal(TestData.BytesOf(never.ToModel()), TestData.BytesOf(stopped.ToModel()));
        Assert.Equal(4, stopped.Passes);
    }

    [Fact]
    public void Rows_in_parts_are_learned_as_in_one_piece()
    {
        var whole = new OnlineLearner(new OnlineOptions());
        whole.PartialFit(new TrainingSet(Rows, Target), TestContext.Current.CancellationToken);
        var parts = new OnlineLearner(new OnlineOptions());
        for (var row = 0; row < 6; row++) parts.PartialFit(new TrainingSet(Rows.Take([row]), [Target[row]]), TestContext.Current.CancellationToken);

        Assert.Equal(whole.ToModel().Predict(Rows), parts.ToModel().Predict(Rows));
    }

    [Fact]
    public void Trainer_that_goes_on_gives_the_bytes_of_more_passes()
    {
        var set = new TrainingSet(Rows, Target);
        var first = Train(new OnlineLinear(new OnlineOptions { Passes = 2 }), set);
        var second = Train(new OnlineLinear(new OnlineOptions { Passes = 3 }), set with { Start = TestData.Read(TestData.BytesOf(first)) });

        Assert.Equal(TestData.BytesOf(Train(new OnlineLinear(new OnlineOptions { Passes = 5 }), set)), TestData.BytesOf(second));
        Assert.Throws<ArgumentException>(() => Train(new OnlineLinear(new OnlineOptions { Loss = OnlineLoss.Hinge }), set with { Start = first }));
        Assert.Throws<ArgumentException>(() => Train(new OnlineLinear(), set with { Start = Train(new LogisticRegression(), set) }));
    }

    [Fact]
    public void Model_does_not_change_when_its_learner_goes_on()
    {
        var learner = new OnlineLearner(new OnlineOptions());
        learner.PartialFit(new TrainingSet(Rows, Target), TestContext.Current.CancellationToken);
        var model = learner.ToModel();
        var bytes = TestData.BytesOf(model);
        learner.PartialFit(new TrainingSet(Rows, Target), TestContext.Current.CancellationToken);

        Assert.Equal(bytes, TestData.BytesOf(model));
    }

    [Fact]
    public void Weighted_row_pulls_as_its_weight_says()
    {
        var light = new OnlineLearner(new OnlineOptions { Loss = OnlineLoss.Squared });
        var heavy = new OnlineLearner(new OnlineOptions { Loss = OnlineLoss.Squared });
        var row = new TrainingSet(new Table([new NumberColumn("x", [0])]), [10]);
        light.PartialFit(row, TestContext.Current.CancellationToken);
        heavy.PartialFit(row with { Weights = [3] }, TestContext.Current.CancellationToken);

        // Slope −10 against −30 in the intercept: w = −z / ((1 + |z|) / 0.1).
        Assert.Equal(1.0 / 11, light.ToModel().Predict(row.Features)[0], 1e-15);
        Assert.Equal(3.0 / 31, heavy.ToModel().Predict(row.Features)[0], 1e-15);
    }

    [Fact]
    public void Penalty_on_sizes_keeps_useless_weights_at_zero()
    {
        var model = Train(new OnlineLinear(new OnlineOptions { L1 = 20 }), Scaled("breast-cancer", false));

        Assert.Matches("^60, of which [3-5][0-9] are 0$", model.Describe().Single(d => d.Name == "weights").Value);
    }

    [Fact]
    public void Departures_are_learned_nearly_as_well_as_by_logistic_regression()
    {
        var (train, _) = Departures.Between("2001-01-15", "2001-04-01");
        var (april, _) = Departures.Between("2001-04-01", "2001-05-01");
        var model = Train(new TransformedTrainer([new Scaling()], new OnlineLinear()), train);

        Assert.True(BinaryMetrics.Auc(model.Predict(april.Features), april.Target) > 0.82);
        Assert.True(BinaryMetrics.LogLoss(model.Predict(april.Features), april.Target) < 0.44);
    }

    [Fact]
    public void Categories_beyond_the_limit_have_no_weight()
    {
        var learner = new OnlineLearner(new OnlineOptions { MostCategories = 1 });
        learner.PartialFit(new TrainingSet(new Table([TextColumn.Of("t", ["b", "a", "b"])]), [1, 0, 1]), TestContext.Current.CancellationToken);
        var p = learner.ToModel().Predict(new Table([TextColumn.Of("t", ["b", "a", "never"])]));

        Assert.True(p[0] > p[1]);
        Assert.Equal(p[1], p[2]);
    }

    [Fact]
    public void Other_columns_than_the_first_rows_had_are_refused()
    {
        var learner = new OnlineLearner(new OnlineOptions());
        learner.PartialFit(new TrainingSet(Rows, Target), TestContext.Current.CancellationToken);

        Assert.Throws<KeyNotFoundException>(() => learner.PartialFit(new TrainingSet(Rows.Select(["x"]), Target), TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => learner.PartialFit(new TrainingSet(Rows, [0, 1, 2, 0, 0, 0]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Hostile_bytes_are_refused() => HostileBytes.AreRefused(Train(new OnlineLinear(), new TrainingSet(Rows, Target)), Rows);
}
