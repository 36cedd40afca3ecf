using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Learning.Tests.Peers;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Explanation;

public sealed class TreeShapTests
{
    private static ITrainedModel Train(ITrainer trainer, Table features, double[] target) =>
        trainer.Train(new TrainingSet(features, target), new TrainingOptions(2), TestContext.Current.CancellationToken);

    [Fact]
    public void Stump_contributes_the_distance_of_its_leaf_from_the_mean()
    {
        // Leaves −2 and 3 on the initial 3; two rows came to the left one, one to the right one: the mean is 3 − 4/3 + 1 = 8/3.
        var features = new Table([new NumberColumn("x", [1, 2, 3]), new NumberColumn("y", [0, 0, 0])]);
        var model = Train(new BoostedTrees(new BoostedTreesOptions { Trees = 1, Depth = 1, LearningRate = 1, MinChildWeight = 0, Task = LearningTask.Regression }), features, [0, 0, 9]);

        var shap = TreeShap.Of(model).Explain(features);

        Assert.Equal(8.0 / 3, shap.Base[0], 1e-12);
        Assert.Equal([-5.0 / 3, 0], shap.Of(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([10.0 / 3, 0], shap.Of(2).ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("boosted", LearningTask.Regression)]
    [InlineData("boosted", LearningTask.Binary)]
    [InlineData("boosted", LearningTask.Multiclass)]
    [InlineData("forest", LearningTask.Regression)]
    [InlineData("forest", LearningTask.Multiclass)]
    public void Contributions_equal_Shapley_values_by_definition_and_sum_to_the_score(string kind, LearningTask task)
    {
        var (features, target) = Random(400, task);
        ITrainer trainer = kind == "boosted"
            ? new BoostedTrees(new BoostedTreesOptions { Task = task, Trees = 8, Depth = 5, LearningRate = 0.3, MinChildWeight = 1, Categories = CategoryTreatment.Native, CategorySmoothing = 1 })
            : new RandomForest(new ForestOptions { Task = task, Trees = 5, Depth = 6 });
        var model = (BoostedTreesModel)Train(trainer, features, target);
        int[] rows = [.. Enumerable.Range(0, 25)];
        var scores = model.Forest.Scores(features, model.Initial);

        var shap = TreeShap.Of(model).Explain(features);

        for (var row = 0; row < 400; row++)
        {
            for (var k = 0; k < shap.Outputs; k++) Assert.Equal(scores[row * shap.Outputs + k], shap.ScoreOf(row, k), 1e-12 * Math.Max(1, Math.Abs(scores[row * shap.Outputs + k])));
        }

        var bins = Bins(model.Forest, features);
        foreach (var row in rows)
        {
            for (var k = 0; k < shap.Outputs; k++) Assert.Equal(BruteForce(model.Forest, bins[row], k), shap.Of(row, k).ToArray(), (a, b) => Math.Abs(a - b) < 1e-11);
        }
    }

    [Fact]
    public void One_row_is_explained_as_in_a_table()
    {
        var (features, target) = Random(300, LearningTask.Binary);
        var model = Train(new BoostedTrees(new BoostedTreesOptions { Trees = 10, MinChildWeight = 1 }), features, target);
        var predictor = ((IPredictsRows)model).RowPredictor();
        double[] row = [features["a"].ToNumbers()[7], features["b"].ToNumbers()[7], predictor.NumberOf(2, ((TextColumn)features["c"]).TextAt(7))];

        Assert.Equal(TreeShap.Of(model).Explain(features).Of(7).ToArray(), TreeShap.Of(model).Explain(row).Of(0).ToArray());
    }

    [Fact]
    public void Models_without_trees_are_refused()
    {
        var features = new Table([new NumberColumn("x", [1, 2])]);
        var model = Train(new IsolationForest(new IsolationForestOptions { Trees = 1 }), features, []);

        Assert.Throws<ArgumentException>(() => TreeShap.Of(model));
    }

    [Fact]
    public void Contributions_equal_those_of_XGBoost_where_the_trees_do()
    {
        var random = new SeededRandom(3);
        double[] Column(int below) => [.. Enumerable.Range(0, 2000).Select(_ => random.Next(12) == 0 ? double.NaN : (double)random.Next(below))];
        var (a, b, c) = (Column(40), Column(25), Column(9));
        double[] y = [.. a.Select((v, i) => random.NextDouble() < ReproducibleMath.Sigmoid((double.IsNaN(v) ? 1 : v / 20 - 1) + (b[i] > 12 ? 1 : -1) + (c[i] > 4 ? b[i] / 20 : 0)) ? 1.0 : 0)];
        var features = new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c)]);
        var model = Train(new BoostedTrees(new BoostedTreesOptions { Trees = 10, Depth = 4, LearningRate = 0.3, MinChildWeight = 5, L2 = 2 }), features, y);

        var theirs = Python.Run("xgboost", new Dictionary<string, double[]> { ["a"] = a, ["b"] = b, ["c"] = c, ["y"] = y }, $$"""
            import xgboost as xgb
            d = xgb.DMatrix(np.column_stack([data['a'], data['b'], data['c']]), label=data['y'])
            m = xgb.train({'objective': 'binary:logistic', 'max_depth': 4, 'eta': 0.3, 'lambda': 2, 'min_child_weight': 5, 'tree_method': 'exact',
                'base_score': {{Python.Of(y.Average())}}, 'nthread': 2}, d, 10)
            print(json.dumps({'c': m.predict(d, pred_contribs=True).ravel().tolist()}))
            """)["c"];

        var shap = TreeShap.Of(model).Explain(features);
        double[] ours = [.. Enumerable.Range(0, 2000).SelectMany(row => shap.Of(row).ToArray().Append(shap.Base[0]))];
        Assert.Equal(theirs, ours, (x, z) => Math.Abs(x - z) < 1e-4);
    }

    private static byte[][] Bins(Forest forest, Table rows)
    {
        var columns = forest.Encode(rows);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => columns.Select((column, f) => BinCuts.Of(column[row], forest.Cuts[f])).ToArray())];
    }

    /// <summary>The mean over all orders of inputs of what each one changes when it becomes known.</summary>
    private static double[] BruteForce(Forest forest, byte[] bins, int output)
    {
        var features = bins.Length;
        var result = new double[features];
        double Value(int known) => forest.Trees.Where((_, t) => t % forest.Outputs == output).Sum(tree => Expected(tree, 0, bins, known));
        double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
        for (var f = 0; f < features; f++)
        {
            for (var known = 0; known < 1 << features; known++)
            {
                if ((known >> f & 1) == 1) continue;
                var size = int.PopCount(known);
                result[f] += Factorial(size) * Factorial(features - size - 1) / Factorial(features) * (Value(known | 1 << f) - Value(known));
            }
        }

        return result;
    }

    private static double Expected(TreeNode[] tree, int at, byte[] bins, int known)
    {
        var node = tree[at];
        if (node.IsLeaf) return node.Value;
        if ((known >> node.Feature & 1) == 1) return Expected(tree, node.Left + (node.GoesRight(bins[node.Feature]) ? 1 : 0), bins, known);
        return (tree[node.Left].Cover * Expected(tree, node.Left, bins, known) + tree[node.Left + 1].Cover * Expected(tree, node.Left + 1, bins, known)) / node.Cover;
    }

    private static (Table Features, double[] Target) Random(int rows, LearningTask task)
    {
        var random = new SeededRandom(11);
        double[] Column() => [.. Enumerable.Range(0, rows).Select(_ => random.Next(15) == 0 ? double.NaN : Math.Round(random.NextDouble() * 20))];
        var (a, b) = (Column(), Column());
        string?[] c = [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? null : $"k{random.Next(6)}")];
        double[] signal = [.. Enumerable.Range(0, rows).Select(i => (a[i] > 9 ? b[i] : 3) / 10 + (c[i] is "k1" or "k4" ? 1 : 0) + random.NextDouble())];
        double Target(double s) => task switch { LearningTask.Regression => s, LearningTask.Binary => s > 1.2 ? 1 : 0, _ => s > 2 ? 2 : s > 1 ? 1 : 0 };
        return (new Table([new NumberColumn("a", a), new NumberColumn("b", b), TextColumn.Of("c", c)]), [.. signal.Select(s => Target(double.IsNaN(s) ? 0 : s))]);
    }
}
