using System.Collections.Immutable;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Trees;

public sealed class BoostingOptionsTests
{
    private static readonly BoostedTreesOptions Small = new() { Trees = 12, Depth = 4, MinChildWeight = 1, LearningRate = 0.3 };

    [Fact]
    public void Native_cut_sends_a_set_of_categories_to_one_side()
    {
        // Ordinal order interleaves high and low: only a set can part them in one cut. A missing text behaves like the high ones.
        string?[] texts = ["a", "b", "c", "d", null, "a", "b", "c", "d", null];
        var set = new TrainingSet(new Table([TextColumn.Of("t", texts)]), [9, 0, 9, 0, 9, 9, 0, 9, 0, 9]);
        var options = new BoostedTreesOptions { Task = LearningTask.Regression, Trees = 1, Depth = 1, LearningRate = 1, MinChildWeight = 1, L2 = 0, Categories = CategoryTreatment.Native, CategorySmoothing = 0 };

        var model = TreeData.Boost(options, set);

        Assert.Equal([9.0, 0, 9, 0, 9, 9], model.Predict(new Table([TextColumn.Of("t", ["a", "b", "c", "d", null, "never seen"])])), (x, y) => Math.Abs(x - y) < 1e-7);
        Assert.Equal(TestData.BytesOf(model), TestData.BytesOf(TestData.Read(TestData.BytesOf(model))));
    }

    [Fact]
    public void Cap_bounds_the_smaller_side_of_a_set()
    {
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"k{i % 20}")];
        var set = new TrainingSet(new Table([TextColumn.Of("t", texts)]), [.. Enumerable.Range(0, 400).Select(i => i % 20 % 2 * 5.0)]);
        var options = new BoostedTreesOptions { Task = LearningTask.Regression, Trees = 1, Depth = 1, MinChildWeight = 1, Categories = CategoryTreatment.Native, CategoriesInCut = 3 };

        var model = (BoostedTreesModel)TreeData.Boost(options, set);

        var size = model.Forest.Trees[0][0].Set!.Bins.Count();
        Assert.Equal(3, Math.Min(size, 20 - size));
    }

    [Fact]
    public void Rarest_of_too_many_categories_are_as_missing_ones()
    {
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => $"k{i % 300}"), .. Enumerable.Range(0, 254).Select(i => $"k{i}")];
        var column = TextColumn.Of("t", texts);
        var places = CategoryEncoding.Places(column);

        Assert.Equal(254, places.Categories.Length);
        Assert.True(double.IsNaN(places.Of("k299")));
        Assert.False(double.IsNaN(places.Of("k253")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Monotone_feature_never_turns_predictions_the_other_way(int direction)
    {
        var random = new SeededRandom(5);
        double[] x = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble() * 10)];
        double[] z = [.. x.Select(_ => random.NextDouble())];
        double[] y = [.. x.Select((v, i) => direction * (v + 3 * Math.Sin(2 * v)) + z[i] * 4 + random.NextDouble() * 6)];
        var set = new TrainingSet(new Table([new NumberColumn("x", x), new NumberColumn("z", z)]), y);
        var options = Small with { Task = LearningTask.Regression, Trees = 40, Monotone = ImmutableSortedDictionary<string, int>.Empty.Add("x", direction) };
        double[] grid = [.. Enumerable.Range(0, 200).Select(i => i / 20.0)];

        double[] Curve(BoostedTreesOptions o) => TreeData.Boost(o, set).Predict(new Table([new NumberColumn("x", grid), new NumberColumn("z", [.. grid.Select(_ => 0.5)])]));
        bool IsMonotone(double[] curve) => Enumerable.Range(1, 199).All(i => direction * (curve[i] - curve[i - 1]) >= 0);

        var free = Small with { Task = LearningTask.Regression, Trees = 40 };
        Assert.True(IsMonotone(Curve(options)));
        Assert.True(IsMonotone(Curve(options with { Loss = RegressionLoss.Absolute, Growth = TreeGrowth.LeafWise })));
        Assert.False(IsMonotone(Curve(free)));
        Assert.True(RegressionMetrics.R2(TreeData.Boost(options, set).Predict(set.Features), y) > 0.6);
    }

    [Fact]
    public void Monotone_constraint_on_no_number_is_refused_with_the_known_names()
    {
        var set = TreeData.Make(50, LearningTask.Binary);
        var error = Assert.Throws<ArgumentException>(() => TreeData.Boost(Small with { Monotone = ImmutableSortedDictionary<string, int>.Empty.Add("d", 1) }, set));

        Assert.Contains("a, b, c", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { Monotone = ImmutableSortedDictionary<string, int>.Empty.Add("a", 2) });
    }

    [Fact]
    public void Leaf_wise_tree_has_the_leaves_it_may_have_and_all_of_them_make_the_depth_wise_tree()
    {
        var set = TreeData.Make(3000, LearningTask.Regression);
        var options = Small with { Task = LearningTask.Regression, Trees = 3, Depth = 4 };
        var few = (BoostedTreesModel)TreeData.Boost(options with { Growth = TreeGrowth.LeafWise, Leaves = 7 }, set);

        Assert.All(few.Forest.Trees, tree => Assert.Equal(7, tree.Count(node => node.IsLeaf)));
        Assert.Equal(TreeData.Boost(options, set).Predict(set.Features), TreeData.Boost(options with { Growth = TreeGrowth.LeafWise, Leaves = 16 }, set).Predict(set.Features));
    }

    [Fact]
    public void L1_shrinks_a_leaf_as_by_hand_and_gains_below_the_least_are_not_taken()
    {
        // Gradients 3, 3, −6 on the mean 3: with L1 = 2 the leaves are −(6 − 2)/3 and (6 − 2)/2; the gain is 16/3 + 16/2.
        var set = new TrainingSet(TreeData.Numbers(1, 2, 3), [0, 0, 9]);
        var options = new BoostedTreesOptions { Task = LearningTask.Regression, Trees = 1, Depth = 1, LearningRate = 1, MinChildWeight = 0, L1 = 2 };

        Assert.Equal([3 - 4.0 / 3, 3 + 2], TreeData.Boost(options, set).Predict(TreeData.Numbers(1, 3)), (x, y) => Math.Abs(x - y) < 1e-8);
        Assert.Equal([3 - 4.0 / 3, 3 + 2], TreeData.Boost(options with { MinGain = 13.3 }, set).Predict(TreeData.Numbers(1, 3)), (x, y) => Math.Abs(x - y) < 1e-8);
        Assert.Equal([3.0, 3], TreeData.Boost(options with { MinGain = 13.4 }, set).Predict(TreeData.Numbers(1, 3)));
    }

    [Fact]
    public void Rows_and_features_are_sampled_by_seed()
    {
        var set = TreeData.Make(2000, LearningTask.Binary);
        var options = Small with { RowShare = 0.5, FeatureShare = 0.5 };

        var one = TreeData.Boost(options, set);
        Assert.Equal(TestData.BytesOf(one), TestData.BytesOf(TreeData.Boost(options, set, 3)));
        Assert.NotEqual(TestData.BytesOf(one), TestData.BytesOf(TreeData.Boost(options with { Seed = 1 }, set)));
        Assert.Equal(BinaryMetrics.LogLoss(one.Predict(set.Features), set.Target)!.Value, one.LearningCurve[^1], 1e-9);
        // Half of the rows: the root's cover is about half of what all rows have.
        var cover = ((BoostedTreesModel)one).Forest.Trees[0][0].Cover / ((BoostedTreesModel)TreeData.Boost(Small, set)).Forest.Trees[0][0].Cover;
        Assert.InRange(cover, 0.45, 0.55);
    }

    [Fact]
    public void Training_stops_early_and_keeps_the_iteration_that_was_best_on_the_validation_rows()
    {
        var set = TreeData.Make(400, LearningTask.Binary) with { Validation = TreeData.Make(400, LearningTask.Binary, 18) };
        var model = TreeData.Boost(Small with { Trees = 200, Patience = 10 }, set);
        var all = TreeData.Boost(Small with { Trees = 200, Patience = 0 }, set);
        var curve = ((IHasLearningRecord)all).ValidationCurve;

        var best = model.LearningCurve.Count - 1;
        Assert.InRange(best, 1, 150);
        Assert.Equal(200, curve.Count);
        Assert.All(curve.Take(best + 10), loss => Assert.True(loss >= curve[best]));
        Assert.Equal(curve.Take(best + 1), ((IHasLearningRecord)model).ValidationCurve);
        Assert.Equal(BinaryMetrics.LogLoss(model.Predict(set.Validation!.Features), set.Validation.Target)!.Value, curve[best], 1e-9);
        Assert.Equal(1, model.Importance.Sum(), 1e-12);
    }

    public static TheoryData<LearningTask, RegressionLoss> Losses => new()
    {
        { LearningTask.Binary, RegressionLoss.Squared },
        { LearningTask.Multiclass, RegressionLoss.Squared },
        { LearningTask.Ranking, RegressionLoss.Squared },
        { LearningTask.Regression, RegressionLoss.Squared },
        { LearningTask.Regression, RegressionLoss.Absolute },
        { LearningTask.Regression, RegressionLoss.Huber },
        { LearningTask.Regression, RegressionLoss.Poisson },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Reload_and_continue_gives_the_bytes_of_one_training(LearningTask task, RegressionLoss loss)
    {
        var set = TreeData.Make(600, task, weighted: task == LearningTask.Binary) with { Validation = TreeData.Make(200, task, 18) };
        if (loss == RegressionLoss.Poisson) set = set with { Target = [.. set.Target.Select(y => Math.Max(0, y))], Validation = null };
        var options = Small with { Task = task, Loss = loss, Trees = 7, RowShare = 0.7, FeatureShare = 0.6, Patience = 0, Categories = loss == RegressionLoss.Huber ? CategoryTreatment.Native : CategoryTreatment.Encoded };

        var half = TestData.Read(TestData.BytesOf(TreeData.Boost(options, set, 1)));
        var continued = TreeData.Boost(options, set with { Start = half }, 3);
        var whole = TreeData.Boost(options with { Trees = 14 }, set);

        Assert.Equal(TestData.BytesOf(whole), TestData.BytesOf(continued));
    }

    [Fact]
    public void Continuing_on_other_rows_keeps_the_first_trees_and_improves_on_the_new_rows()
    {
        var start = TreeData.Boost(Small, TreeData.Make(800, LearningTask.Binary));
        var later = TreeData.Make(800, LearningTask.Binary, 19);
        var model = TreeData.Boost(Small, later with { Start = start });

        Assert.Equal(24, model.LearningCurve.Count);
        Assert.Equal(BinaryMetrics.LogLoss(model.Predict(later.Features), later.Target)!.Value, model.LearningCurve[^1], 1e-9);
        Assert.True(model.LearningCurve[^1] < BinaryMetrics.LogLoss(start.Predict(later.Features), later.Target));
        Assert.Throws<ArgumentException>(() => TreeData.Boost(Small with { Task = LearningTask.Regression }, later with { Start = start }));
        Assert.Throws<ArgumentException>(() => TreeData.Boost(Small, later with { Features = later.Features.Select(["a"]), Start = start }));
    }

    [Fact]
    public void One_row_is_predicted_as_in_a_table()
    {
        foreach (var task in new[] { LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression })
        {
            foreach (var depth in new[] { 3, 10 })
            {
                var set = TreeData.Make(700, task);
                var model = TreeData.Boost(Small with { Task = task, Depth = depth }, set);
                var predictor = ((IPredictsRows)model).RowPredictor();
                var all = model.Predict(set.Features);
                var prediction = new double[model.Outputs];
                for (var row = 0; row < 700; row += 13)
                {
                    predictor.Predict([set.Features["a"].ToNumbers()[row], set.Features["b"].ToNumbers()[row], set.Features["c"].ToNumbers()[row], predictor.NumberOf(3, ((TextColumn)set.Features["d"]).TextAt(row))], prediction);
                    Assert.Equal(all[(row * model.Outputs)..((row + 1) * model.Outputs)], prediction);
                }
            }
        }
    }

    [Fact]
    public void Model_of_the_first_form_is_still_read()
    {
        using var stream = new MemoryStream();
        var writer = ModelWriter.Begin(stream, BoostedTrees.FormatName);
        writer.Task(LearningTask.Regression);
        writer.Number(1.5);
        writer.Inputs([new ModelInput("x", ColumnType.Number)]);
        writer.Byte(0);
        writer.Numbers([2.0]);
        writer.Numbers([0.25]);
        writer.Numbers([1.0]);
        writer.Integer(1);
        writer.Integer(3);
        writer.Byte(3);
        writer.Integer(0);
        writer.Byte(0);
        writer.Byte(0);
        writer.Number(-1);
        writer.Byte(0);
        writer.Number(4);

        var model = TestData.Read(stream.ToArray());

        Assert.Equal([0.5, 5.5, 0.5], model.Predict(TreeData.Numbers(2, 3, double.NaN)));
        Assert.Equal([0.25], model.LearningCurve);
        Assert.Equal([1.0], model.Importance);
        Assert.Throws<ArgumentException>(() => Learning.Explanation.TreeShap.Of(model));
    }

    [Fact]
    public void Description_names_what_was_learned()
    {
        var lines = TreeData.Boost(Small, TreeData.Make(300, LearningTask.Binary)).Describe().ToDictionary(l => l.Name, l => l.Value);

        Assert.Equal(("boosted-trees", "12", "a, b, c, d"), (lines["format"], lines["trees"], lines["inputs"]));
    }
}
