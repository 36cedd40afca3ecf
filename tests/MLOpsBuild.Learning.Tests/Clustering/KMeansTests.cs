using MLOpsBuild.Learning.Clustering;
using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Clustering;

public sealed class KMeansTests
{
    private static readonly TrainingSet Wine = Scaled(false);

    private static TrainingSet Scaled(bool weighted)
    {
        var set = Reference.Table("wine", weighted);
        return set with { Features = new Scaling().Fit(set, new TrainingOptions(), CancellationToken.None).Training, Target = [] };
    }

    private static ITrainedModel Train(KMeansOptions options, TrainingSet set, int threads = 1) =>
        new KMeans(options).Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    private static Clusters FromTheirStart(double[] weights) => new LloydRounds(
        Points.Of(Wine.Features, [.. Wine.Features.Columns.Select(c => new ModelInput(c.Name, c.Type))]), weights, new RowBlocks(1, default))
        .From(Reference.Of("kmeans").GetProperty("start").Rows(), 300);

    [Fact]
    public void Rounds_from_the_same_start_end_where_those_of_scikit_learn_do()
    {
        var theirs = Reference.Of("kmeans");
        var ours = FromTheirStart([.. Wine.Features["alcohol"].ToNumbers().Select(_ => 1.0)]);

        Reference.Close([.. theirs.GetProperty("centres").Rows().SelectMany(c => c)], [.. ours.Centres.SelectMany(c => c)], 1e-9);
        Assert.Equal(theirs.Number("inertia"), ours.Curve[^1], 1e-8);
    }

    [Fact]
    public void Rows_that_are_not_searched_again_would_not_have_moved()
    {
        // Whole numbers make many equal distances.
        var random = new SeededRandom(12);
        double[] coordinates = [.. Enumerable.Range(0, 900).Select(_ => (double)random.Next(12))];
        var points = new Points(coordinates, 300, 3);
        double[][] centres = [[0, 0, 0], [3, 3, 3], [6, 6, 6], [9, 9, 9], [0, 9, 0]];
        var found = new LloydRounds(points, [.. Enumerable.Repeat(1.0, 300)], new RowBlocks(1, default)).From(centres, 100);
        for (var round = 1; round < found.Curve.Length; round++)
        {
            int[] nearest = [.. Enumerable.Range(0, 300).Select(row => Points.Nearest(points[row], centres).Centre)];
            centres = [.. centres.Select((_, c) => Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 300).Where(row => nearest[row] == c).Average(row => points[row][i])).ToArray())];
        }

        Reference.Close([.. centres.SelectMany(c => c)], [.. found.Centres.SelectMany(c => c)], 1e-12);
    }

    [Fact]
    public void Weighted_rounds_end_where_those_of_scikit_learn_do()
    {
        var theirs = Reference.Of("kmeans");
        var ours = FromTheirStart(Scaled(true).Weights!);

        Reference.Close([.. theirs.GetProperty("weightedCentres").Rows().SelectMany(c => c)], [.. ours.Centres.SelectMany(c => c)], 1e-9);
        Assert.Equal(theirs.Number("weightedInertia"), ours.Curve[^1], 1e-8);
    }

    [Fact]
    public void Sum_of_squares_is_as_small_as_the_best_of_fifty_starts_of_scikit_learn()
    {
        int[] clusters = [2, 3, 5, 8];
        var theirs = Reference.Of("kmeans").GetProperty("best").Numbers();
        for (var i = 0; i < clusters.Length; i++)
        {
            var found = Train(new KMeansOptions { Clusters = clusters[i], Starts = 50 }, Wine).LearningCurve[^1];
            Assert.True(found <= theirs[i] * 1.001, $"{clusters[i]}: {found} against {theirs[i]}");
        }
    }

    [Fact]
    public void Predictions_are_the_nearest_centre()
    {
        var rows = new Table([new NumberColumn("x", [0, 1, 10, 11, 30])]);
        var model = Train(new KMeansOptions { Clusters = 3 }, new TrainingSet(rows, []));

        Assert.Equal([0.0, 0, 1, 1, 2], model.Predict(rows));
        Assert.Equal([1.0], model.Predict(new Table([new NumberColumn("x", [20])])));
        Assert.Equal([0.5, 10.5, 30], ((KMeansModel)model).Centres.Select(c => c[0]));
        Assert.Contains(("centre 1", "x 10.5"), model.Describe());
    }

    [Fact]
    public void Centre_without_rows_moves_to_the_farthest_row()
    {
        var points = new Points([0, 1, 2, 50], 4, 1);
        var found = new LloydRounds(points, [1, 1, 1, 1], new RowBlocks(1, default)).From([[1], [-100], [-200]], 100);

        Assert.Equal(0.5, found.Curve[^1], 1e-12);
    }

    [Fact]
    public void Weights_count_as_repeated_rows()
    {
        var random = new SeededRandom(3);
        double[] x = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())];
        var once = Train(new KMeansOptions { Clusters = 3, Starts = 30 }, new TrainingSet(new Table([new NumberColumn("x", x)]), []) { Weights = [.. x.Select((_, i) => i % 2 + 1.0)] });
        var twice = Train(new KMeansOptions { Clusters = 3, Starts = 30 }, new TrainingSet(new Table([new NumberColumn("x", [.. x, .. x.Where((_, i) => i % 2 == 1)])]), []));

        Reference.Close([.. ((KMeansModel)twice).Centres.Select(c => c[0])], [.. ((KMeansModel)once).Centres.Select(c => c[0])], 1e-12);
    }

    [Fact]
    public void Bytes_do_not_depend_on_threads_and_are_read_back()
    {
        var random = new SeededRandom(4);
        var set = new TrainingSet(new Table([new NumberColumn("x", [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble())]), new NumberColumn("y", [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble())])]), []);
        var options = new KMeansOptions { Clusters = 5, Starts = 3, MostIterations = 30 };
        var bytes = TestData.BytesOf(Train(options, set));

        Assert.All([2, 3, 8], threads => Assert.Equal(bytes, TestData.BytesOf(Train(options, set, threads))));
        Assert.Equal(bytes, TestData.BytesOf(TestData.Read(bytes)));
    }

    [Fact]
    public void Hostile_bytes_are_refused() =>
        HostileBytes.AreRefused(Train(new KMeansOptions { Clusters = 2 }, new TrainingSet(new Table([new NumberColumn("x", [1, 2, 3])]), [])), new Table([new NumberColumn("x", [1, 2, 3])]));

    [Fact]
    public void Missing_values_texts_and_too_few_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Train(new KMeansOptions { Clusters = 1 }, new TrainingSet(new Table([new NumberColumn("x", [double.NaN])]), [])));
        Assert.Throws<ArgumentException>(() => Train(new KMeansOptions { Clusters = 1 }, new TrainingSet(new Table([TextColumn.Of("x", ["a"])]), [])));
        Assert.Throws<ArgumentException>(() => Train(new KMeansOptions { Clusters = 2 }, new TrainingSet(new Table([new NumberColumn("x", [1])]), [])));
    }
}
