using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Tests.Peers;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.Evaluation;

/// <summary>Weights of rows mean what scikit-learn's sample_weight means.</summary>
public sealed class WeightedEvaluationTests
{
    private const int Count = 400;
    private const int Classes = 4;
    private static readonly double[] Weights = [.. Draws(1, Count).Select((v, i) => i % 17 == 0 ? 0 : 3 * v)];

    [Fact]
    public void Binary_metrics_equal_those_of_scikit_learn()
    {
        double[] y = [.. Draws(2, Count).Select(v => v < 0.3 ? 1.0 : 0)];
        double[] p = [.. Draws(3, Count).Select((v, i) => Math.Round(0.6 * v + 0.3 * y[i], 2))];
        Compare(LearningTask.Binary, p, y, """
            from sklearn.metrics import *
            c = (p >= .5).astype(float)
            r = {'auc': roc_auc_score(y, p, sample_weight=w), 'pr-auc': average_precision_score(y, p, sample_weight=w), 'log-loss': log_loss(y, np.clip(p, 1e-15, 1 - 1e-15), sample_weight=w),
                 'brier': brier_score_loss(y, p, sample_weight=w), 'accuracy': accuracy_score(y, c, sample_weight=w), 'precision': precision_score(y, c, sample_weight=w),
                 'recall': recall_score(y, c, sample_weight=w), 'f1': f1_score(y, c, sample_weight=w), 'balanced-accuracy': balanced_accuracy_score(y, c, sample_weight=w),
                 'mcc': matthews_corrcoef(y, c, sample_weight=w)}
            for a in ('macro', 'micro', 'weighted'):
                r['f1-' + a] = f1_score(y, c, average=a, sample_weight=w)
                r['precision-' + a] = precision_score(y, c, average=a, sample_weight=w)
                r['recall-' + a] = recall_score(y, c, average=a, sample_weight=w)
            """);
    }

    [Fact]
    public void Metrics_of_classes_equal_those_of_scikit_learn()
    {
        double[] y = [.. Draws(4, Count).Select(v => Math.Floor(v * v * Classes))];
        double[] p = [.. Draws(5, Count * Classes).Select((v, i) => v + (i % Classes == y[i / Classes] ? 0.5 : 0))];
        for (var row = 0; row < Count; row++)
        {
            var sum = p.AsSpan(row * Classes, Classes).ToArray().Sum();
            for (var c = 0; c < Classes; c++) p[row * Classes + c] /= sum;
        }

        Compare(LearningTask.Multiclass, p, y, """
            from sklearn.metrics import *
            p = p.reshape(len(y), -1)
            c = p.argmax(1)
            r = {'log-loss': log_loss(y, p, sample_weight=w), 'accuracy': accuracy_score(y, c, sample_weight=w), 'balanced-accuracy': balanced_accuracy_score(y, c, sample_weight=w),
                 'mcc': matthews_corrcoef(y, c, sample_weight=w), 'auc': roc_auc_score(y, p, multi_class='ovr', sample_weight=w)}
            for a in ('macro', 'micro', 'weighted'):
                r['f1-' + a] = f1_score(y, c, average=a, sample_weight=w)
                r['precision-' + a] = precision_score(y, c, average=a, sample_weight=w)
                r['recall-' + a] = recall_score(y, c, average=a, sample_weight=w)
            r['brier'] = np.average(((p - np.eye(p.shape[1])[y.astype(int)]) ** 2).sum(1), weights=w)
            """);
    }

    [Fact]
    public void Metrics_of_numbers_equal_those_of_scikit_learn()
    {
        double[] y = [.. Draws(6, Count).Select(v => 1 + 10 * v)];
        double[] p = [.. Draws(7, Count).Select((v, i) => y[i] * (0.5 + v))];
        Compare(LearningTask.Regression, p, y, """
            from sklearn.metrics import *
            r = {'rmse': mean_squared_error(y, p, sample_weight=w) ** .5, 'mae': mean_absolute_error(y, p, sample_weight=w), 'r2': r2_score(y, p, sample_weight=w),
                 'mape': mean_absolute_percentage_error(y, p, sample_weight=w), 'pinball': mean_pinball_loss(y, p, sample_weight=w), 'poisson-deviance': mean_poisson_deviance(y, p, sample_weight=w)}
            """);
    }

    [Fact]
    public void Weights_of_ranked_groups_equal_those_of_scikit_learn()
    {
        int[] groups = [.. Enumerable.Range(0, Count).Select(i => i / 10)];
        double[] y = [.. Draws(8, Count).Select(v => Math.Floor(4 * v * v))];
        double[] p = Draws(9, Count);
        double[] w = [.. groups.Select(g => 1.0 + g % 5)];
        var theirs = Python.Run("sklearn", new Dictionary<string, double[]> { ["y"] = y, ["p"] = p, ["w"] = w }, """
            from sklearn.metrics import ndcg_score
            y, p = data['y'].reshape(-1, 10), data['p'].reshape(-1, 10)
            print(json.dumps({'ndcg': [ndcg_score(y, p, k=10, sample_weight=data['w'][::10])]}))
            """);
        var rows = new EvaluationRows(LearningTask.Ranking, p, y, groups, groups: groups) { Weights = w };
        Assert.Equal(theirs["ndcg"][0], Evaluator.Evaluate(rows, new EvaluationOptions { Replicates = 50 }).Metrics["ndcg"].Value!.Value, 1e-9);
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Ranking, p, y, groups, groups: groups) { Weights = Weights });
    }

    [Fact]
    public void Whole_weights_are_repeated_rows_and_ones_change_nothing()
    {
        double[] y = [.. Draws(2, 60).Select(v => v < 0.4 ? 1.0 : 0)];
        double[] p = Draws(3, 60);
        double[] w = [.. Enumerable.Range(0, 60).Select(i => 1.0 + i % 3)];
        int[] blocks = [.. Enumerable.Range(0, 60).Select(i => i / 6)];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, (int)w[i]))];
        var options = new EvaluationOptions { Metrics = MetricNames.All(LearningTask.Binary), Replicates = 200 };

        var weighted = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, p, y, blocks) { Weights = w }, options);
        var rows = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, [.. repeated.Select(i => p[i])], [.. repeated.Select(i => y[i])], [.. repeated.Select(i => blocks[i])]), options);
        foreach (var (name, metric) in weighted.Metrics)
        {
            Assert.Equal(rows.Metrics[name].Value!.Value, metric.Value!.Value, 1e-12);
            Assert.Equal(rows.Metrics[name].Low!.Value, metric.Low!.Value, 1e-12);
            Assert.Equal(rows.Metrics[name].High!.Value, metric.High!.Value, 1e-12);
        }

        var ones = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, p, y, blocks) { Weights = [.. y.Select(_ => 1.0)] }, options);
        var none = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, p, y, blocks), options);
        Assert.All(none.Metrics, m => Assert.Equal(m.Value.Value!.Value, ones.Metrics[m.Key].Value!.Value, 1e-14));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_weight_is_refused(double weight) =>
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Regression, [1, 2], [1, 2], [1, 2]) { Weights = [1, weight] });

    [Fact]
    public void Classes_that_are_confused_are_named_by_how_often()
    {
        var rows = new EvaluationRows(LearningTask.Multiclass, [0.2, 0.8, 0.1, 0.9, 0.9, 0.1], [0, 0, 1], [0, 1, 2]) { Classes = ["cat", "dog"] };
        var confusions = Evaluator.Evaluate(rows, 1, 10).Confusions;
        Assert.Equal([new ConfusedClasses("cat", "dog", 2, 1), new ConfusedClasses("dog", "cat", 1, 1)], confusions);
    }

    private static void Compare(LearningTask task, double[] p, double[] y, string script)
    {
        var theirs = Python.Run("sklearn", new Dictionary<string, double[]> { ["y"] = y, ["p"] = p, ["w"] = Weights },
            $"y, p, w = data['y'], data['p'], data['w']\n{script}\nprint(json.dumps({{k: [float(v)] for k, v in r.items()}}))");
        int[] blocks = [.. Enumerable.Range(0, Count).Select(i => i / 20)];
        var ours = Evaluator.Evaluate(new EvaluationRows(task, p, y, blocks) { Weights = Weights }, new EvaluationOptions { Metrics = MetricNames.All(task), Replicates = 20 });
        foreach (var (name, value) in theirs) Assert.Equal(value[0], ours.Metrics[name].Value!.Value, 1e-9);
        Assert.Empty(MetricNames.All(task).Except(theirs.Keys).Except(["ece"]));
        // The same metric of the same rows, from the sums that resamples use: each block once.
        Assert.All(ours.Metrics.Values, m => Assert.InRange(m.Value!.Value, m.Low!.Value - 1, m.High!.Value + 1));
    }

    private static double[] Draws(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1_000_000) / 1e6)];
    }
}
