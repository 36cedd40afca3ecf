using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Exported models predict in onnxruntime what they predict here, on a month of real departures.</summary>
public sealed class OnnxExportTests
{
    private static readonly BoostedTreesOptions Trees = new() { Trees = 200, Depth = 4, LearningRate = 0.05, MinChildWeight = 20, CategoryPriorWeight = 20 };

    private static readonly IReadOnlyList<ITransform> Transforms =
    [
        new Imputation { Columns = ["prev_rate"], Indicator = true },
        new Binning { Columns = ["tod"], Bins = 12, Method = BinningMethod.Quantiles, AsText = true },
        new OneHot { Columns = ["tod"] },
        new TargetEncoding(),
        new Clipping { Columns = ["same14", "dep60"], Share = 0.02 },
        new Interactions { Pairs = [("dep60", "ratio14"), ("distance", "distance")] },
        new Imputation(),
        new Scaling(),
        new PrincipalProjection { Columns = ["before14", "same14", "ratio14"], Components = 2, Whiten = true },
        new SelectionByCorrelation(),
    ];

    private static readonly (string Name, ITrainer Trainer, LearningTask Task)[] Trainers =
    [
        ("boosted trees", new BoostedTrees(Trees), LearningTask.Binary),
        ("boosted trees of a number", new BoostedTrees(Trees with { Task = LearningTask.Regression }), LearningTask.Regression),
        ("boosted trees of counts", new BoostedTrees(Trees with { Task = LearningTask.Regression, Loss = RegressionLoss.Poisson, Trees = 50 }), LearningTask.Regression),
        ("boosted trees of classes", new BoostedTrees(Trees with { Task = LearningTask.Multiclass, Trees = 50 }), LearningTask.Multiclass),
        ("boosted trees of ranks", new BoostedTrees(Trees with { Task = LearningTask.Ranking, Trees = 50 }), LearningTask.Ranking),
        ("boosted trees with sets of categories", new BoostedTrees(Trees with { Categories = CategoryTreatment.Native }), LearningTask.Binary),
        ("random forest", new RandomForest(new ForestOptions { Trees = 20, Depth = 12 }), LearningTask.Binary),
        ("random forest of classes", new RandomForest(new ForestOptions { Trees = 20, Depth = 12, Task = LearningTask.Multiclass }), LearningTask.Multiclass),
        ("extra trees", new ExtraTrees(new ForestOptions { Trees = 20, Depth = 12, Task = LearningTask.Regression }), LearningTask.Regression),
        ("isolation forest", new IsolationForest(new IsolationForestOptions()), LearningTask.Anomaly),
        ("logistic regression", new LogisticRegression(), LearningTask.Binary),
        ("multinomial regression", new MultinomialRegression(), LearningTask.Multiclass),
        ("online learner", new OnlineLinear(new OnlineOptions { Loss = OnlineLoss.Logistic }), LearningTask.Binary),
        ("ridge regression", new RidgeRegression(), LearningTask.Regression),
        ("lasso", new Lasso(new ElasticNetOptions { Penalty = 0.01 }), LearningTask.Regression),
        ("elastic net", new ElasticNet(new ElasticNetOptions { Penalty = 0.01 }), LearningTask.Regression),
        ("prior", new PriorModel(LearningTask.Binary), LearningTask.Binary),
        ("average", new Averaging([new BoostedTrees(Trees with { Trees = 30 }), new LogisticRegression()], [2, 1]), LearningTask.Binary),
        ("vote", new Voting([new LogisticRegression(), new BoostedTrees(Trees with { Trees = 10 }), new PriorModel(LearningTask.Binary)]), LearningTask.Binary),
        ("stack", new Stacking([new BoostedTrees(Trees with { Trees = 20 }), new LogisticRegression()], new LogisticRegression()) { WithFeatures = true }, LearningTask.Binary),
        ("transforms and trees", new TransformedTrainer(Transforms, new BoostedTrees(Trees with { Trees = 50 })), LearningTask.Binary),
        ("transforms and ridge", new TransformedTrainer(Transforms, new RidgeRegression()), LearningTask.Regression),
    ];

    public static TheoryData<string> Names => [.. Trainers.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exported_model_predicts_the_same_in_onnxruntime(string name)
    {
        var (_, trainer, task) = Trainers.Single(t => t.Name == name);
        var model = trainer.Train(Set("2001-02-15", "2001-04-01", task), new TrainingOptions(2), TestContext.Current.CancellationToken);
        var rows = WithGaps(Set("2001-04-01", "2001-05-01", task).Features);

        var outputs = OnnxRuntime.Run(model, rows);

        var theirs = OnnxRuntime.Numbers(outputs[OutputOf(task)]);
        var ours = model.Predict(rows);
        Assert.Equal(ours.Length, theirs.Length);
        var worst = ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(a), 1e-3)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{rows.RowCount} rows, greatest relative difference {worst:E1}");
        Assert.True(worst < 1e-5, $"{worst}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parts_and_cycles_of_times_are_the_same_in_onnxruntime(bool trees)
    {
        var rows = new Table([new TimeColumn("t", [.. Enumerable.Range(0, 5000).Select(i => new DateTime(1900, 1, 1).AddMinutes(i * ((13 * 24 + 7) * 60 + 11.0)))])]);
        // Sines differ in their last bits, which a weighted sum does not show and a cut between two of them might.
        var parts = new TimeParts { Parts = Enum.GetValues<TimePart>(), Cycles = trees ? [] : Enum.GetValues<TimeCycle>() };
        var model = new TransformedTrainer([parts], trees ? new BoostedTrees(Trees with { Task = LearningTask.Regression, Trees = 40 }) : new RidgeRegression())
            .Train(new TrainingSet(rows, [.. Enumerable.Range(0, 5000).Select(i => (double)(i * 7919 % 1000))]), new TrainingOptions(2), TestContext.Current.CancellationToken);

        var theirs = OnnxRuntime.Numbers(OnnxRuntime.Run(model, rows)["value"]);

        Assert.Equal(model.Predict(rows), theirs, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(a));
    }

    [Fact]
    public void Labels_are_those_of_the_greatest_probabilities()
    {
        var set = Set("2001-03-01", "2001-04-01", LearningTask.Multiclass);
        var model = new MultinomialRegression().Train(set, new TrainingOptions(2), TestContext.Current.CancellationToken);

        var labels = OnnxRuntime.Run(model, set.Features)["label"].Select(l => l.GetString());

        Assert.Equal(model.Predict(set.Features).Chunk(3).Select(p => set.Classes[Array.IndexOf(p, p.Max())]), labels);
    }

    private static string OutputOf(LearningTask task) => task switch
    {
        LearningTask.Binary => "probability",
        LearningTask.Multiclass => "probabilities",
        LearningTask.Regression => "value",
        _ => "score",
    };

    private static TrainingSet Set(string from, string before, LearningTask task)
    {
        var (set, days) = Departures.Between(from, before);
        var delays = Departures.DelaysBetween(from, before).Target;
        return task switch
        {
            LearningTask.Binary => set,
            LearningTask.Multiclass => set with { Target = Array.ConvertAll(delays, d => d < 0 ? 0.0 : d < 15 ? 1 : 2), Classes = ["early", "on time", "late"] },
            LearningTask.Ranking => set with { Groups = days },
            // A count has no negative value, and the other tasks do not mind.
            _ => set with { Target = Array.ConvertAll(delays, d => d + 60) },
        };
    }

    /// <summary>The rows with every tenth value missing, and texts never seen among those of each text column.</summary>
    private static Table WithGaps(Table rows) => new([.. rows.Columns.Select((column, place) => Gaps(column, place))]);

    private static Column Gaps(Column column, int place) => column is TextColumn texts
        ? TextColumn.Of(column.Name, [.. Enumerable.Range(0, texts.Count).Select(r => (r + place) % 10 == 0 ? null : (r + place) % 50 == 1 ? "nowhere" : texts.TextAt(r))])
        : new NumberColumn(column.Name, [.. column.ToNumbers().Select((v, r) => (r + place) % 10 == 0 ? double.NaN : v)]);
}
