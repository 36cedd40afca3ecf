using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

public sealed class TransformedTrainerTests
{
    private static readonly ITransform[] Chain = [new Imputation { Indicator = true, Columns = ["prev_rate"] }, new Scaling { Columns = ["distance"] }, new OneHot { LeastRows = 100 }];

    private static ITrainedModel Train(ITrainer trainer, TrainingSet set, int threads = 1) =>
        trainer.Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    [Fact]
    public void Transformed_model_predicts_the_same_row_by_row_and_after_reading()
    {
        var (march, _) = Departures.Between("2001-03-01", "2001-03-08");
        var (may, _) = Departures.Between("2001-05-01", "2001-05-03");
        var model = Train(new TransformedTrainer(Chain, new LogisticRegression()), march);
        var read = TestData.Read(TestData.BytesOf(model));
        var batch = model.Predict(may.Features);

        Assert.Equal(batch, read.Predict(may.Features));
        Assert.Equal(batch, Enumerable.Range(0, may.Features.RowCount).Select(row => read.Predict(may.Features.Take([row]))[0]));
        Assert.Equal(TestData.BytesOf(model), TestData.BytesOf(read));
        Assert.Equal(march.Features.Columns.Select(c => c.Name), read.Inputs.Select(i => i.Name));
        Assert.Contains(("transforms", "imputation, scaling, one-hot"), read.Describe());
    }

    [Fact]
    public void Bytes_do_not_depend_on_threads()
    {
        var (march, _) = Departures.Between("2001-03-01", "2001-03-08");
        var trainer = new TransformedTrainer(Chain, new BoostedTrees(new BoostedTreesOptions { Trees = 5 }));

        Assert.Equal(TestData.BytesOf(Train(trainer, march)), TestData.BytesOf(Train(trainer, march, 3)));
    }

    [Fact]
    public void Validation_rows_go_through_the_chain_and_teach_it_nothing()
    {
        var rows = new Table([new NumberColumn("x", [1, 2, 3])]);
        var other = new Table([new NumberColumn("x", [100, double.NaN])]);
        TrainingSet? seen = null;
        var probe = new Probe(set => seen = set);
        Train(new TransformedTrainer([new Imputation(), new Scaling()], probe), new TrainingSet(rows, [1, 2, 3]) { Validation = new TrainingSet(other, [1, 2]) });

        Assert.Equal((100 - 2) / Math.Sqrt(2.0 / 3), seen!.Validation!.Features["x"].ToNumbers()[0], 1e-12);
        Assert.Equal(0, seen.Validation.Features["x"].ToNumbers()[1]);
    }

    [Fact]
    public void Going_on_keeps_the_chain()
    {
        var first = new TrainingSet(new Table([new NumberColumn("x", [1, 2, 3])]), [1, 2, 3]);
        TrainingSet? seen = null;
        var trainer = new TransformedTrainer([new Scaling { Method = ScalingMethod.MinMax }], new Probe(set => seen = set));
        var model = Train(trainer, first);
        Train(trainer, new TrainingSet(new Table([new NumberColumn("x", [5])]), [4]) { Start = model });

        Assert.Equal([2.0], seen!.Features["x"].ToNumbers());
        Assert.Equal("probe", seen.Start!.Format);
        Assert.Throws<ArgumentException>(() => Train(trainer, first with { Start = seen.Start }));
    }

    [Fact]
    public void Trees_behind_a_chain_stop_early_and_go_on_as_they_do_by_themselves()
    {
        var (march, _) = Departures.Between("2001-03-01", "2001-03-08");
        var (april, _) = Departures.Between("2001-04-01", "2001-04-08");
        var trees = new BoostedTrees(new BoostedTreesOptions { Trees = 60, LearningRate = 0.3, Patience = 3, MinChildWeight = 1 });
        var trainer = new TransformedTrainer([new Imputation(), new OneHot { LeastRows = 30 }], trees);
        var model = (TransformedModel)Train(trainer, march with { Validation = april });
        TrainingSet Seen(TrainingSet set) => set with { Features = model.Chain.Apply(set.Features) };
        var alone = Train(trees, Seen(march) with { Validation = Seen(april) });

        Assert.InRange(model.LearningCurve.Count, 4, 59);
        Assert.Equal(TestData.BytesOf(alone), TestData.BytesOf(model.Model));
        var more = (TransformedModel)Train(trainer, april with { Start = TestData.Read(TestData.BytesOf(model)) });
        Assert.Equal(TestData.BytesOf(Train(trees, Seen(april) with { Start = alone })), TestData.BytesOf(more.Model));
    }

    [Fact]
    public void Plug_in_transform_is_read_through_the_registry()
    {
        var rows = new Table([new NumberColumn("x", [1, 2, 4])]);
        var model = Train(new TransformedTrainer([new Doubling()], new RidgeRegression()), new TrainingSet(rows, [1, 2, 4]));
        var bytes = TestData.BytesOf(model);

        Assert.Contains("'doubling'; known are", Assert.Throws<InvalidDataException>(() => TestData.Read(bytes)).Message, StringComparison.Ordinal);
        var formats = ModelFormats.Default.WithTransform("doubling", _ => new Doubling());
        Assert.Equal(model.Predict(rows), formats.Load(new MemoryStream(bytes)).Predict(rows));
        Assert.DoesNotContain("doubling", ModelFormats.Default.Transforms.Names);
    }

    [Fact]
    public void Times_are_inputs_of_a_transformed_model_and_of_no_other()
    {
        var rows = new Table([new TimeColumn("at", [.. Enumerable.Range(0, 20).Select(i => new DateTime(2001, 1, 1).AddHours(5 * i))])]);
        var set = new TrainingSet(rows, [.. Enumerable.Range(0, 20).Select(i => 5.0 * i % 24)]);
        var model = Train(new TransformedTrainer([new TimeParts { Parts = [TimePart.Hour] }], new RidgeRegression(new LinearOptions { L2 = 1e-9 })), set);
        var read = TestData.Read(TestData.BytesOf(model));

        Assert.Equal([new ModelInput("at", ColumnType.Time)], read.Inputs);
        Assert.Equal(7, read.Predict(new Table([new TimeColumn("at", [new DateTime(2002, 5, 5, 7, 30, 0)])]))[0], 1e-6);
        Assert.Contains("'time-parts'", Assert.Throws<ArgumentException>(() => Train(new RidgeRegression(), set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Importance_is_followed_back_to_the_inputs()
    {
        var (march, _) = Departures.Between("2001-03-01", "2001-03-15");
        ITransform[] chain = [new OneHot(), new Interactions { Pairs = [("tod", "ratio14")] }, new PrincipalProjection { Columns = ["same14", "before14"], Components = 1 }];
        var model = (TransformedModel)Train(new TransformedTrainer(chain, new BoostedTrees(new BoostedTreesOptions { Trees = 30 })), march);
        double Inner(Func<string, bool> names) => model.Model.Inputs.Select((input, i) => names(input.Name) ? model.Model.Importance[i] : 0).Sum();
        double Outer(string name) => model.Importance[march.Features.Columns.Select(c => c.Name).ToList().IndexOf(name)];

        Assert.Equal(1, model.Importance.Sum(), 1e-12);
        Assert.Equal(Inner(n => n.StartsWith("destination=", StringComparison.Ordinal)), Outer("destination"), 1e-12);
        Assert.Equal(Inner(n => n == "tod") + Inner(n => n == "tod*ratio14") / 2, Outer("tod"), 1e-12);
        Assert.Equal(Inner(n => n == "pc1") / 2, Outer("same14"), 1e-12);
        Assert.Equal(Inner(n => n == "dep60"), Outer("dep60"), 1e-12);
    }

    private sealed class Probe(Action<TrainingSet> see) : ITrainer, ITrainedModel
    {
        public string Name => "probe";

        public string Format => "probe";

        public LearningTask Task => LearningTask.Regression;

        public IReadOnlyList<ModelInput> Inputs => [];

        public IReadOnlyList<double> LearningCurve => [];

        public IReadOnlyList<double> Importance => [];

        public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
        {
            see(set);
            return this;
        }

        public double[] Predict(Table rows) => new double[rows.RowCount];

        public void Write(Stream stream) => ModelWriter.Begin(stream, Format);
    }

    private sealed class Doubling : ITransform, IFittedTransform
    {
        public string Name => "doubling";

        public IReadOnlyList<ModelInput> Inputs => [new("x", ColumnType.Number)];

        public IReadOnlyList<ModelInput> Outputs => Inputs;

        public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) => new(this, Apply(set.Features));

        public Table Apply(Table rows) => new([new NumberColumn("x", Array.ConvertAll(rows["x"].ToNumbers(), v => 2 * v))]);

        public void Write(ModelWriter writer)
        {
        }
    }
}
