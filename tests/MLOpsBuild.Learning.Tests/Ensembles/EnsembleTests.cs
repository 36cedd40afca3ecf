using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Clustering;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Ensembles;

public sealed class EnsembleTests
{
    private static readonly BoostedTreesOptions Small = new() { Trees = 10, Depth = 3 };

    private static readonly ITrainer[] Binary =
    [
        new LogisticRegression(),
        new BoostedTrees(Small),
        new TransformedTrainer([new Imputation(), new Scaling(), new OneHot()], new LogisticRegression(new LinearOptions { L2 = 50 })),
    ];

    private static ITrainedModel Train(ITrainer trainer, TrainingSet set, int threads = 1) =>
        trainer.Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    private static TrainingSet March() => Departures.Between("2001-03-01", "2001-03-08").Set;

    [Fact]
    public void Average_is_the_weighted_mean_of_the_members()
    {
        var set = March();
        var model = Train(new Averaging(Binary, [1, 2, 1]), set);
        double[][] members = [.. Binary.Select(m => Train(m, set).Predict(set.Features))];

        Reference.Close([.. members[0].Select((p, row) => (p + 2 * members[1][row] + members[2][row]) / 4)], model.Predict(set.Features), 1e-15);
    }

    [Fact]
    public void Vote_is_the_share_of_members()
    {
        var set = March();
        var model = Train(new Voting(Binary), set);
        double[][] members = [.. Binary.Select(m => Train(m, set).Predict(set.Features))];

        Reference.Close([.. members[0].Select((_, row) => members.Count(m => m[row] >= 0.5) / 3.0)], model.Predict(set.Features), 1e-15);
    }

    [Fact]
    public void Several_classes_are_voted_for()
    {
        var set = Reference.Table("wine") with { Classes = ["a", "b", "c"] };
        var model = Train(new Voting([new MultinomialRegression(), new MultinomialRegression(new LinearOptions { L2 = 1e6 })]), set);
        var votes = model.Predict(set.Features);

        Assert.Equal(3, model.Outputs);
        Assert.Equal(["a", "b", "c"], model.Classes);
        Assert.All(votes, v => Assert.Contains(v, new[] { 0, 0.5, 1 }));
        Assert.All(Enumerable.Range(0, 178), row => Assert.Equal(1, votes[(3 * row)..(3 * row + 3)].Sum()));
    }

    [Fact]
    public void Stacking_learns_from_rows_that_its_members_have_not_seen()
    {
        // A member that remembers its rows is perfect on them and worthless on others: out of fold, the final model sees that.
        var random = new SeededRandom(8);
        string[] names = [.. Enumerable.Range(0, 600).Select(i => $"id{i}")];
        double[] x = [.. names.Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(v => random.NextDouble() < v ? 1.0 : 0)];
        var set = new TrainingSet(new Table([TextColumn.Of("id", names), new NumberColumn("x", x)]), y);
        var parrot = new TransformedTrainer([new TargetEncoding { PriorWeight = 0, Folds = 1, Columns = ["id"] }, new SelectionByCorrelation { LeastWithTarget = 0.9 }], new LogisticRegression());
        var honest = new TransformedTrainer([new SelectionByImportance(new BoostedTrees(Small)) { Most = 1, LeastShare = 0 }], new LogisticRegression());
        var model = (StackedModel)Train(new Stacking([parrot, honest], new LogisticRegression()), set);

        Assert.True(BinaryMetrics.Auc(model.Members[0].Predict(set.Features), y) > 0.99);
        Assert.True(BinaryMetrics.Auc(model.Predict(set.Features), y) < 0.9);
    }

    [Fact]
    public void Stacking_keeps_groups_together_and_passes_features_on()
    {
        var (set, days) = Departures.Between("2001-03-01", "2001-03-08");
        var model = (StackedModel)Train(new Stacking(Binary, new LogisticRegression()) { WithFeatures = true, Folds = 4 }, set with { Groups = days });

        Assert.Equal(["member 1", "member 2", "member 3", .. set.Features.Columns.Select(c => c.Name)], model.Final.Inputs.Select(i => i.Name));
        Assert.Contains(model.Describe(), d => d.Name.StartsWith("final: weight of", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => Train(new Stacking(Binary, new LogisticRegression()), set with { Groups = [1] }));
        Assert.Throws<ArgumentException>(() => Train(new Stacking(Binary, new LogisticRegression()), set with { Groups = new int[days.Length] }));
    }

    [Fact]
    public void Stacking_of_several_classes_reads_all_their_probabilities()
    {
        var set = Reference.Table("wine");
        var model = Train(new Stacking([new MultinomialRegression()], new MultinomialRegression()), set);
        var found = model.Predict(set.Features);
        var right = Enumerable.Range(0, 178).Count(row => Array.IndexOf(found[(3 * row)..(3 * row + 3)], found[(3 * row)..(3 * row + 3)].Max()) == (int)set.Target[row]);

        Assert.Equal(["member 1: 0", "member 1: 1", "member 1: 2"], ((StackedModel)model).Final.Inputs.Select(i => i.Name));
        Assert.True(right > 170);
    }

    public static TheoryData<string> Kinds => ["averaging", "voting", "stacking"];

    private static ITrainer Make(string kind) => kind switch
    {
        "averaging" => new Averaging(Binary),
        "voting" => new Voting(Binary),
        _ => new Stacking(Binary, new LogisticRegression()) { WithFeatures = true, Folds = 2 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_do_not_depend_on_threads_and_are_read_back(string kind)
    {
        var set = March();
        var model = Train(Make(kind), set);
        var bytes = TestData.BytesOf(model);
        var read = TestData.Read(bytes);

        Assert.Equal(bytes, TestData.BytesOf(Train(Make(kind), set, 3)));
        Assert.Equal(bytes, TestData.BytesOf(read));
        Assert.Equal(model.Predict(set.Features), read.Predict(set.Features));
        Assert.Equal((kind, LearningTask.Binary), (read.Format, read.Task));
        Assert.Equal(model.Describe(), read.Describe());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_bytes_are_refused(string kind)
    {
        var rows = new Table([new NumberColumn("x", [1, 2, double.NaN, 4, 5, 6]), TextColumn.Of("t", ["a", "b", "a", null, "b", "c"])]);

        HostileBytes.AreRefused(Train(Make(kind), new TrainingSet(rows, [0, 1, 1, 0, 1, 1])), rows);
    }

    [Fact]
    public void Members_that_differ_are_refused()
    {
        var rows = new Table([new NumberColumn("x", [1, 2, 3])]);
        var set = new TrainingSet(rows, [0, 1, 1]);

        Assert.Throws<ArgumentException>(() => Train(new Averaging([new RidgeRegression(), new LogisticRegression()]), set));
        Assert.Throws<ArgumentException>(() => Train(new Averaging([]), set));
        Assert.Throws<ArgumentException>(() => Train(new Averaging([new KMeans(new KMeansOptions { Clusters = 1 })]), set));
        Assert.Throws<ArgumentException>(() => Train(new Averaging([new RidgeRegression()], [0]), set));
        Assert.Throws<ArgumentException>(() => Train(new Voting([new RidgeRegression()]), set));
    }

    [Fact]
    public void Models_nested_too_deep_are_refused()
    {
        ITrainer trainer = new PriorModel(LearningTask.Regression);
        for (var i = 0; i < 8; i++) trainer = new Averaging([trainer]);
        var bytes = TestData.BytesOf(Train(trainer, new TrainingSet(new Table([new NumberColumn("x", [1, 2])]), [1, 2])));

        Assert.Contains("nested more than 8 deep", Assert.Throws<InvalidDataException>(() => TestData.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Going_on_lets_each_member_go_on()
    {
        var set = March();
        var first = Train(new Averaging([new LogisticRegression(), new LogisticRegression()]), set);

        Assert.Equal(2, ((CombinedModel)Train(new Averaging([new LogisticRegression(), new LogisticRegression()]), set with { Start = first })).Members.Count);
        Assert.Throws<ArgumentException>(() => Train(new Averaging([new LogisticRegression()]), set with { Start = first }));
    }
}
