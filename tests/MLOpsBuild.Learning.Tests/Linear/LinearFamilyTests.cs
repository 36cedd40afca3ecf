using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Linear;

public sealed class LinearFamilyTests
{
    private static readonly Table Rows = new([new NumberColumn("x", [1, 2, double.NaN, 4, 5, 6]), TextColumn.Of("t", ["a", "b", "a", null, "b", "c"])]);

    public static TheoryData<string> Names => ["ridge-regression", "elastic-net", "lasso", "logistic-regression", "sparse", "multinomial-regression"];

    private static ITrainer Make(string name) => name switch
    {
        "ridge-regression" => new RidgeRegression(),
        "elastic-net" => new ElasticNet(new ElasticNetOptions { Penalty = 0.05 }),
        "lasso" => new Lasso(new ElasticNetOptions { Penalty = 0.05 }),
        "logistic-regression" => new LogisticRegression(),
        "sparse" => new LogisticRegression(new LinearOptions { L1 = 0.5 }),
        _ => new MultinomialRegression(),
    };

    private static ITrainedModel Train(string name, TrainingSet set, int threads = 1) => Make(name).Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    private static TrainingSet Random(int rows, ulong seed)
    {
        var random = new SeededRandom(seed);
        var x = new double[rows];
        var texts = new string?[rows];
        var target = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            x[row] = random.Next(20) == 0 ? double.NaN : random.NextDouble();
            texts[row] = random.Next(20) == 0 ? null : $"t{random.Next(4)}";
            target[row] = random.NextDouble() < (double.IsNaN(x[row]) ? 0.5 : x[row]) ? 1 : 0;
        }

        return new TrainingSet(new Table([new NumberColumn("x", x), TextColumn.Of("t", texts)]), target);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_count_as_repeated_rows(string name)
    {
        var set = Random(150, 1);
        int[] repeated = [.. Enumerable.Range(0, 150).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var weighted = Train(name, set with { Weights = [.. Enumerable.Range(0, 150).Select(row => (double)(row % 3))] });
        var copies = Train(name, new TrainingSet(set.Features.Take(repeated), [.. repeated.Select(row => set.Target[row])]));

        Reference.Close(copies.Predict(set.Features), weighted.Predict(set.Features), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_do_not_depend_on_threads_and_are_read_back(string name)
    {
        var set = Random(5000, 2);
        var model = Train(name, set);
        var bytes = TestData.BytesOf(model);
        var read = TestData.Read(bytes);

        Assert.All([2, 3, 8], threads => Assert.Equal(bytes, TestData.BytesOf(Train(name, set, threads))));
        Assert.Equal(bytes, TestData.BytesOf(read));
        Assert.Equal(model.Predict(set.Features), read.Predict(set.Features));
        Assert.Equal(model.Describe(), read.Describe());
        Assert.Equal((model.Format, model.Task, model.Outputs), (read.Format, read.Task, read.Outputs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_bytes_are_refused(string name) => HostileBytes.AreRefused(Train(name, new TrainingSet(Rows, [0, 1, 1, 0, 1, 1])), Rows);

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_without_features_are_the_mean(string name) =>
        Assert.Equal(0.75, Train(name, new TrainingSet(new Table([new NumberColumn("x", [3, 3, 3, 3])]), [1, 1, 1, 0])).Predict(new Table([new NumberColumn("x", [3])]))[^1], 1e-6);

    [Fact]
    public void Great_penalty_leaves_only_the_intercept()
    {
        var model = new Lasso(new ElasticNetOptions { Penalty = 100 }).Train(Random(100, 3) with { Target = [.. Enumerable.Range(0, 100).Select(i => (double)i)] }, new TrainingOptions(), TestContext.Current.CancellationToken);

        Assert.Contains(("weights", "7, of which 7 are 0"), model.Describe());
        Assert.All(model.Predict(Rows), p => Assert.Equal(49.5, p, 1e-9));
    }

    [Fact]
    public void Description_names_the_greatest_weights_first()
    {
        var described = Train("ridge-regression", new TrainingSet(new Table([new NumberColumn("small", [0, 1, 0, 1]), new NumberColumn("great", [0, 0, 2, 2])]), [0, 1, 10, 11])).Describe();

        Assert.Equal(["format", "iterations", "weights", "intercept", "weight of great", "weight of small"], described.Select(d => d.Name));
        Assert.Equal("4 per 1 from 1", described[4].Value);
    }

    [Fact]
    public void Penalty_that_a_method_does_not_have_is_refused()
    {
        var options = new LinearOptions { L1 = 1 };

        Assert.Contains("'elastic-net'", Assert.Throws<ArgumentException>(() => new RidgeRegression(options).Train(Random(20, 4), new TrainingOptions(), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_keep_their_names_and_their_number()
    {
        var set = Random(40, 5) with { Classes = ["no", "yes", "never seen"] };
        var model = TestData.Read(TestData.BytesOf(Train("multinomial-regression", set)));

        Assert.Equal(["no", "yes", "never seen"], model.Classes);
        Assert.Equal(3, model.Outputs);
        var p = model.Predict(set.Features);
        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal(1, p[(3 * row)..(3 * row + 3)].Sum(), 1e-12));
        Assert.All(Enumerable.Range(0, 40), row => Assert.True(p[3 * row + 2] < 0.05));
    }
}
