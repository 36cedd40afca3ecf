using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Peers;

public sealed class PeerTests
{
    private static double[] Make(int rows, ulong seed, Func<SeededRandom, double> value)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => value(random))];
    }

    private static ITrainedModel Train(ITrainer trainer, Table features, double[] target) =>
        trainer.Train(new TrainingSet(features, target), new TrainingOptions(2), TestContext.Current.CancellationToken);

    [Fact]
    public void Metrics_equal_those_of_scikit_learn()
    {
        var p = Make(1000, 1, r => Math.Round(0.01 + 0.98 * r.NextDouble(), 2));
        var y = Make(1000, 2, r => r.Next(3) == 0 ? 1 : 0);

        var theirs = Python.Run("sklearn", new Dictionary<string, double[]> { ["p"] = p, ["y"] = y }, """
            from sklearn.metrics import *
            p, y = data['p'], data['y']
            print(json.dumps({'all': [roc_auc_score(y, p), log_loss(y, p), brier_score_loss(y, p), accuracy_score(y, p >= .5),
                precision_score(y, p >= .5), recall_score(y, p >= .5), mean_squared_error(y, p) ** .5, mean_absolute_error(y, p), r2_score(y, p)]}))
            """)["all"];

        double?[] ours =
        [
            BinaryMetrics.Auc(p, y), BinaryMetrics.LogLoss(p, y), BinaryMetrics.Brier(p, y), BinaryMetrics.Accuracy(p, y), BinaryMetrics.Precision(p, y),
            BinaryMetrics.Recall(p, y), RegressionMetrics.Rmse(p, y), RegressionMetrics.Mae(p, y), RegressionMetrics.R2(p, y),
        ];
        Assert.Equal(theirs, ours.Select(v => v!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Logistic_regression_equals_that_of_scikit_learn()
    {
        var a = Make(400, 3, r => r.NextDouble() * 50);
        var b = Make(400, 4, r => r.NextDouble() - 0.5);
        var c = Make(400, 5, r => r.Next(4));
        var random = new SeededRandom(6);
        double[] y = [.. a.Select((v, i) => random.NextDouble() < ReproducibleMath.Sigmoid(v / 20 - 1 + b[i] + c[i] - 2) ? 1.0 : 0)];
        var features = new Table([new NumberColumn("a", a), new NumberColumn("b", b), TextColumn.Of("c", [.. c.Select(v => $"k{v}")])]);

        var theirs = Python.Run("sklearn", new Dictionary<string, double[]> { ["a"] = a, ["b"] = b, ["c"] = c, ["y"] = y }, """
            from sklearn.linear_model import LogisticRegression
            z = lambda v: (v - v.mean()) / v.std()
            X = np.column_stack([z(data['a']), z(data['b'])] + [data['c'] == k for k in range(4)])
            m = LogisticRegression(C=1 / 2.5, tol=1e-12, max_iter=10000, solver='newton-cg').fit(X, data['y'])
            print(json.dumps({'p': m.predict_proba(X)[:, 1].tolist()}))
            """)["p"];

        Assert.Equal(theirs, Train(new LogisticRegression(new LinearOptions { L2 = 2.5 }), features, y).Predict(features), (x, z) => Math.Abs(x - z) < 1e-6);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    public void Trees_equal_those_of_XGBoost_on_the_same_candidates(LearningTask task)
    {
        // Few distinct values give both tools the same cuts to choose from; some are missing.
        var a = Make(3000, 7, r => r.Next(10) == 0 ? double.NaN : r.Next(40));
        var b = Make(3000, 8, r => r.Next(60) - 30);
        var c = Make(3000, 9, r => r.Next(5) == 0 ? double.NaN : r.Next(7));
        var random = new SeededRandom(10);
        double[] score = [.. a.Select((v, i) => (double.IsNaN(v) ? 1 : v / 20 - 1) + (b[i] > 3 ? 0.8 : -0.3) + (c[i] > 4 ? 0.7 : 0))];
        double[] y = [.. score.Select(s => task == LearningTask.Binary ? random.NextDouble() < ReproducibleMath.Sigmoid(s) ? 1.0 : 0 : s + random.NextDouble())];
        var start = y.Average();
        var features = new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c)]);
        var options = new BoostedTreesOptions { Task = task, Trees = 12, Depth = 4, LearningRate = 0.3, MinChildWeight = 5, L2 = 2 };

        var theirs = Python.Run("xgboost", new Dictionary<string, double[]> { ["a"] = a, ["b"] = b, ["c"] = c, ["y"] = y }, $$"""
            import xgboost as xgb
            d = xgb.DMatrix(np.column_stack([data['a'], data['b'], data['c']]), label=data['y'])
            m = xgb.train({'objective': '{{(task == LearningTask.Binary ? "binary:logistic" : "reg:squarederror")}}', 'max_depth': 4, 'eta': 0.3, 'lambda': 2,
                'min_child_weight': 5, 'tree_method': 'exact', 'base_score': {{Python.Of(start)}}, 'nthread': 2}, d, 12)
            print(json.dumps({'p': m.predict(d).tolist()}))
            """)["p"];

        // XGBoost computes in single precision.
        Assert.Equal(theirs, Train(new BoostedTrees(options), features, y).Predict(features), (x, z) => Math.Abs(x - z) < 2e-5);
    }
}
