using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Onnx;

public sealed class OnnxRoundTripTests
{
    private static readonly (string Name, ITrainer Trainer, LearningTask Task)[] Trainers =
    [
        ("boosted trees", new BoostedTrees(new BoostedTreesOptions { Trees = 20, Depth = 4, MinChildWeight = 1 }), LearningTask.Binary),
        ("boosted trees of a number", new BoostedTrees(new BoostedTreesOptions { Trees = 20, Depth = 4, MinChildWeight = 1, Task = LearningTask.Regression }), LearningTask.Regression),
        ("logistic regression", new LogisticRegression(), LearningTask.Binary),
        ("ridge regression", new RidgeRegression(), LearningTask.Regression),
        ("prior", new PriorModel(LearningTask.Binary), LearningTask.Binary),
        ("boosted trees with sets of categories", new BoostedTrees(new BoostedTreesOptions { Trees = 20, MinChildWeight = 1, CategorySmoothing = 1, Categories = CategoryTreatment.Native }), LearningTask.Binary),
        ("boosted trees of classes", new BoostedTrees(new BoostedTreesOptions { Trees = 10, MinChildWeight = 1, Task = LearningTask.Multiclass }), LearningTask.Multiclass),
        ("boosted trees of counts", new BoostedTrees(new BoostedTreesOptions { Trees = 10, MinChildWeight = 1, Task = LearningTask.Regression, Loss = RegressionLoss.Poisson }), LearningTask.Regression),
        ("random forest of classes", new RandomForest(new ForestOptions { Trees = 5, Task = LearningTask.Multiclass }), LearningTask.Multiclass),
        ("random forest", new RandomForest(new ForestOptions { Trees = 5 }), LearningTask.Binary),
        ("isolation forest", new IsolationForest(new IsolationForestOptions()), LearningTask.Anomaly),
        ("multinomial regression", new MultinomialRegression(), LearningTask.Multiclass),
        ("online learner", new OnlineLinear(new OnlineOptions { Loss = OnlineLoss.Logistic }), LearningTask.Binary),
        ("vote of classes", new Voting([new MultinomialRegression(), new RandomForest(new ForestOptions { Trees = 5, Task = LearningTask.Multiclass })]), LearningTask.Multiclass),
        ("stack of classes", new Stacking([new MultinomialRegression(), new RandomForest(new ForestOptions { Trees = 5, Task = LearningTask.Multiclass })], new MultinomialRegression()), LearningTask.Multiclass),
        ("chain", new TransformedTrainer(
            [
                new Clipping { Columns = ["a"], Low = -2, High = 5 }, new Imputation { Columns = ["b"], Indicator = true }, new Binning { Columns = ["b"], AsText = true },
                new OneHot { Columns = ["b"] }, new Imputation { Columns = ["c"], Method = ImputationMethod.MostFrequent }, new OrdinalEncoding { Columns = ["c"] }, new Imputation(), new Scaling { Method = ScalingMethod.Robust },
                new PrincipalProjection { Columns = ["a", "c"], Components = 2 },
            ],
            new LogisticRegression()), LearningTask.Binary),
        ("target encoding of classes", new TransformedTrainer([new TargetEncoding(), new Binning { Columns = ["b"] }], new MultinomialRegression()), LearningTask.Multiclass),
    ];

    public static TheoryData<string> Names => [.. Trainers.Select(t => t.Name)];

    private static ITrainedModel Train(string name)
    {
        var (_, trainer, task) = Trainers.Single(t => t.Name == name);
        var rows = Rows(1, 600);
        var random = new SeededRandom(3);
        double[] score = [.. rows["a"].ToNumbers().Select((v, i) => (double.IsFinite(v) ? v / 10 : 0.4) + (i % 3 == 0 ? 0.3 : 0) + random.NextDouble())];
        double[] target = task switch
        {
            LearningTask.Binary => [.. score.Select(s => s > 1 ? 1.0 : 0)],
            LearningTask.Multiclass => [.. score.Select(s => s > 1.2 ? 2.0 : s > 0.6 ? 1 : 0)],
            _ => [.. score.Select(s => s + 1)],
        };
        var set = new TrainingSet(rows, target) { Classes = task == LearningTask.Multiclass ? ["low", "middle", "high"] : [] };
        return trainer.Train(set, new TrainingOptions(), TestContext.Current.CancellationToken);
    }

    /// <summary>Numbers with gaps and infinities, integers with gaps, and texts with gaps.</summary>
    private static Table Rows(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        double[] a = [.. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble() * 10 - 3)];
        (a[0], a[1]) = (double.PositiveInfinity, double.NegativeInfinity);
        long[] b = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(20))];
        var missing = new ulong[(count + 63) / 64];
        missing[0] = 0b1010;
        string?[] c = [.. Enumerable.Range(0, count).Select(_ => random.Next(7) is var k && k == 0 ? null : $"k{k + (seed > 1 ? random.Next(3) : 0)}")];
        return new Table([new NumberColumn("a", a), new IntegerColumn("b", b, missing), TextColumn.Of("c", c)]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Exported_model_predicts_the_same_when_it_is_imported(string name)
    {
        var model = Train(name);
        var rows = Rows(2, 1200);

        var imported = OnnxFiles.Import(OnnxFiles.Export(model));

        Assert.Equal((model.Task, model.Outputs), (imported.Task, imported.Outputs));
        Assert.Equal(model.Classes, imported.Classes);
        Assert.Equal(model.Inputs.Select(i => (i.Name, i.IsText())), imported.Inputs.Select(i => (i.Name, i.IsText())));
        Assert.Equal(model.Predict(rows), imported.Predict(rows), (x, y) => Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Imported_model_is_written_and_read_back_with_equal_bytes_and_predictions(string name)
    {
        var imported = OnnxFiles.Import(OnnxFiles.Export(Train(name)));
        var rows = Rows(2, 100);

        var bytes = TestData.BytesOf(imported);
        var read = TestData.Read(bytes);

        Assert.Equal("onnx", read.Format);
        Assert.Equal(bytes, TestData.BytesOf(read));
        Assert.Equal(imported.Predict(rows), read.Predict(rows));
        Assert.Equal((imported.Task, imported.Outputs), (read.Task, read.Outputs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_models_give_equal_files(string name) => Assert.Equal(OnnxFiles.Export(Train(name)), OnnxFiles.Export(Train(name)));

    [Fact]
    public void A_row_at_a_time_is_predicted_as_all_rows_at_once()
    {
        var imported = OnnxFiles.Import(OnnxFiles.Export(Train("boosted trees")));
        var rows = Rows(2, 40);

        Assert.Equal(imported.Predict(rows), Enumerable.Range(0, 40).SelectMany(r => imported.Predict(rows.Take([r]))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parts_and_cycles_of_times_follow_from_seconds(bool trees)
    {
        var (times, seconds) = Times(6000);
        // Sines differ in their last bits, which a weighted sum does not show and a cut between two of them might.
        var parts = new TimeParts { Parts = Enum.GetValues<TimePart>(), Cycles = trees ? [] : Enum.GetValues<TimeCycle>() };
        var model = new TransformedTrainer([parts], trees ? new BoostedTrees(new BoostedTreesOptions { Task = LearningTask.Regression, Trees = 40, MinChildWeight = 1 }) : new RidgeRegression())
            .Train(new TrainingSet(times, [.. Enumerable.Range(0, 6000).Select(i => (double)(i * 7919 % 1000))]), new TrainingOptions(2), TestContext.Current.CancellationToken);

        var imported = OnnxFiles.Import(OnnxFiles.Export(model));

        Assert.Equal([new ModelInput("t", ColumnType.Number)], imported.Inputs);
        Assert.Equal(model.Predict(times), imported.Predict(seconds), (x, y) => Math.Abs(x - y) <= 1e-9);
    }

    [Theory]
    [InlineData("hashing", "hashes a text")]
    [InlineData("bag-of-words", "Splitting = WordSplitting.Blanks")]
    [InlineData("words of a crossing", "crossing can only be a category")]
    public void A_transform_without_a_form_says_why(string name, string why)
    {
        ITransform[] transforms = name switch
        {
            "hashing" => [new Hashing()],
            "bag-of-words" => [new BagOfWords()],
            _ => [new Interactions { Pairs = [("c", "c")] }, new BagOfWords { Columns = ["c|c"], Splitting = WordSplitting.Blanks }],
        };
        var model = new TransformedTrainer(transforms, new PriorModel(LearningTask.Binary)).Train(new TrainingSet(Rows(1, 100), [.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))]), new TrainingOptions(), TestContext.Current.CancellationToken);

        Assert.Contains(why, Assert.Throws<NotSupportedException>(() => OnnxFiles.Export(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WordWeighting.Count, 1)]
    [InlineData(WordWeighting.Presence, 2)]
    [InlineData(WordWeighting.TfIdf, 3)]
    public void Words_are_counted_alike_wherever_blanks_stand(WordWeighting weighting, int phrase)
    {
        string?[] texts = ["late  again", "\tAgain late\r\n", null, "", " ", "late again again late", "late\u00a0again late", "Ä|b 😀 late"];
        var rows = new Table([TextColumn.Of("t", [.. Enumerable.Repeat(texts, 5).SelectMany(t => t).Append("nobody knows late again")])]);
        var words = new BagOfWords { Splitting = WordSplitting.Blanks, Weighting = weighting, LongestPhrase = phrase };
        var model = new TransformedTrainer([words], new RidgeRegression()).Train(new TrainingSet(rows, [.. Enumerable.Range(0, 41).Select(i => i * 7 % 11 + 0.5)]), new TrainingOptions(), TestContext.Current.CancellationToken);

        var imported = OnnxFiles.Import(OnnxFiles.Export(model));

        Assert.Equal(model.Predict(rows), imported.Predict(rows), (x, y) => Math.Abs(x - y) <= 1e-12);
        var single = rows.Take([2]);
        Assert.Equal(model.Predict(single), imported.Predict(single), (x, y) => Math.Abs(x - y) <= 1e-12);
    }

    [Fact]
    public void Crossings_whose_texts_hold_the_separator_are_not_taken_for_each_other()
    {
        // Joined without care, the first two are one and the same.
        var rows = new Table([TextColumn.Of("a", ["x|y", "x", "x\\", null, "x", "new"]), TextColumn.Of("b", ["z", "y|z", "|z", "z", null, "z"])]);
        var chain = new TransformedTrainer([new Interactions(), new Imputation { Columns = ["a|b"], Method = ImputationMethod.Constant }, new OneHot { Columns = ["a|b"] }, new OrdinalEncoding { Columns = ["a", "b"] }, new Imputation()], new RidgeRegression());
        var model = chain.Train(new TrainingSet(rows.Take([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]), [1, 20, 3, 40, 5, 1, 21, 3, 41, 5]), new TrainingOptions(), TestContext.Current.CancellationToken);

        var imported = OnnxFiles.Import(OnnxFiles.Export(model));

        Assert.NotEqual(model.Predict(rows)[0], model.Predict(rows)[1]);
        Assert.Equal(model.Predict(rows), imported.Predict(rows), (x, y) => Math.Abs(x - y) <= 1e-12);
    }

    // Every thirteen days, seven hours and eleven minutes from 1900 on, over all leap years and ends of years.
    private static (Table Times, Table Seconds) Times(int count)
    {
        DateTime[] times = [.. Enumerable.Range(0, count).Select(i => new DateTime(1900, 1, 1).AddMinutes(i * ((13 * 24 + 7) * 60 + 11.0)))];
        return (new Table([new TimeColumn("t", times)]), new Table([new NumberColumn("t", [.. times.Select(t => (t - DateTime.UnixEpoch).TotalSeconds)])]));
    }

    [Fact]
    public void Integers_can_be_asked_for_as_integers()
    {
        var model = Train("logistic regression");
        var imported = OnnxFiles.Import(OnnxFiles.Export(model, new OnnxExportOptions { IntegersAsInt64 = true }));

        Assert.Equal([ColumnType.Number, ColumnType.Integer, ColumnType.Text], imported.Inputs.Select(i => i.Type));
        var rows = Rows(2, 100);
        Assert.Equal(model.Predict(rows), imported.Predict(rows), (x, y) => Math.Abs(x - y) <= 1e-12);
    }

    [Fact]
    public void A_model_of_an_unknown_format_says_so_and_lists_the_known_ones()
    {
        var error = Assert.Throws<NotSupportedException>(() => OnnxFiles.Export(new Stranger()));

        Assert.Contains("'stranger' has no form in ONNX; these have: averaging, boosted-trees", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_as_a_category_is_refused_because_it_stands_for_a_missing_one()
    {
        var set = new TrainingSet(new Table([TextColumn.Of("t", ["", "a", "b", "a"])]), [0, 1, 1, 0]);

        var error = Assert.Throws<NotSupportedException>(() => OnnxFiles.Export(new LogisticRegression().Train(set, new TrainingOptions(), TestContext.Current.CancellationToken)));

        Assert.Contains("empty text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_of_the_user_is_written_and_that_of_the_library_is_kept()
    {
        var model = Train("prior");

        Assert.Contains("card=v1", Latin1(OnnxFiles.Export(model, new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["note"] = "card=v1" } })), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OnnxFiles.Export(model, new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["mlopsbuild.task"] = "x" } }));

        static string Latin1(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
    }

    private sealed class Stranger : ITrainedModel
    {
        public string Format => "stranger";

        public LearningTask Task => LearningTask.Regression;

        public IReadOnlyList<ModelInput> Inputs => [new("x", ColumnType.Number)];

        public IReadOnlyList<double> LearningCurve => [];

        public IReadOnlyList<double> Importance => [];

        public double[] Predict(Table rows) => new double[rows.RowCount];

        public void Write(Stream stream) => throw new NotSupportedException();
    }
}
