using System.Text.Json;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Tests.Metrics;

/// <summary>Values that scikit-learn computed on real predictions: tests/testdata/metrics/generate.py writes them and names its version and the data's sources.</summary>
public sealed class MetricReferenceTests
{
    private static readonly Lazy<JsonElement> Root = new(() => JsonDocument.Parse(File.ReadAllBytes(TestData.Find("metrics/reference.json"))).RootElement);

    private static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static void Agrees(JsonElement expected, string name, double? actual)
    {
        var wanted = expected.GetProperty(name).GetDouble();
        Assert.True(actual is { } value && Math.Abs(value - wanted) <= 1e-9 * Math.Max(1, Math.Abs(wanted)), $"{name}: {actual:R} where scikit-learn has {wanted:R}");
    }

    private static EvaluationResult Evaluated(EvaluationRows rows, EvaluationOptions? options = null) =>
        Evaluator.Evaluate(rows, (options ?? new EvaluationOptions()) with { Replicates = 10, Metrics = MetricNames.All(rows.Task) });

    [Fact]
    public void Regression_metrics_are_those_of_scikit_learn()
    {
        var data = Root.Value.GetProperty("regression");
        var (y, p, w) = (Numbers(data, "y"), Numbers(data, "p"), Numbers(data, "w"));
        var result = Evaluated(new EvaluationRows(LearningTask.Regression, p, y, new int[y.Length]), new EvaluationOptions { Quantile = 0.9 });
        foreach (var (name, metric) in result.Metrics) Agrees(data.GetProperty("plain"), name, metric.Value);

        var weighted = data.GetProperty("weighted");
        Agrees(weighted, "rmse", RegressionMetrics.Rmse(p, y, w));
        Agrees(weighted, "mae", RegressionMetrics.Mae(p, y, w));
        Agrees(weighted, "r2", RegressionMetrics.R2(p, y, w));
        Agrees(weighted, "mape", RegressionMetrics.Mape(p, y, w));
        Agrees(weighted, "pinball", RegressionMetrics.Pinball(p, y, 0.9, w));
        Agrees(weighted, "poisson-deviance", RegressionMetrics.PoissonDeviance(p, y, w));
    }

    [Fact]
    public void Binary_metrics_are_those_of_scikit_learn()
    {
        var data = Root.Value.GetProperty("binary");
        var (y, p, w) = (Numbers(data, "y"), Numbers(data, "p"), Numbers(data, "w"));
        var plain = data.GetProperty("plain");
        foreach (var (name, metric) in Evaluated(new EvaluationRows(LearningTask.Binary, p, y, new int[y.Length])).Metrics) Agrees(plain, name, metric.Value);
        Agrees(plain, "precision", BinaryMetrics.Precision(p, y));
        Agrees(plain, "recall", BinaryMetrics.Recall(p, y));
        Agrees(plain, "f1", BinaryMetrics.F1(p, y));
        Agrees(plain, "balanced-accuracy", BinaryMetrics.BalancedAccuracy(p, y));
        Agrees(plain, "mcc", BinaryMetrics.Mcc(p, y));

        var weighted = data.GetProperty("weighted");
        Agrees(weighted, "auc", BinaryMetrics.Auc(p, y, w));
        Agrees(weighted, "pr-auc", BinaryMetrics.AveragePrecision(p, y, w));
        Agrees(weighted, "log-loss", BinaryMetrics.LogLoss(p, y, w));
        Agrees(weighted, "brier", BinaryMetrics.Brier(p, y, w));
        Agrees(weighted, "accuracy", BinaryMetrics.Accuracy(p, y, weights: w));
        Matrix(weighted, ConfusionMatrix.Of(Array.ConvertAll(p, v => v >= 0.5 ? 1 : 0), y, 2, w));
    }

    [Fact]
    public void Reliability_bins_are_those_of_scikit_learn()
    {
        var data = Root.Value.GetProperty("binary");
        var bins = Calibration.Bins(Numbers(data, "p"), Numbers(data, "y")).Where(b => b.Count > 0);

        Assert.Equal(Numbers(data, "observed"), bins.Select(b => b.ObservedRate!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Numbers(data, "predicted"), bins.Select(b => b.MeanPrediction!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("iris")]
    public void Multiclass_metrics_are_those_of_scikit_learn(string name)
    {
        var data = Root.Value.GetProperty(name);
        var (y, p, w) = (Numbers(data, "y"), Numbers(data, "p"), Numbers(data, "w"));
        var plain = data.GetProperty("plain");
        foreach (var (metric, value) in Evaluated(new EvaluationRows(LearningTask.Multiclass, p, y, new int[y.Length])).Metrics) Agrees(plain, metric, value.Value);
        Agrees(plain, "auc-weighted", MulticlassMetrics.Auc(p, y, ClassAverage.Weighted));
        Agrees(plain, "brier", MulticlassMetrics.Brier(p, y));
        Agrees(plain, "ece", MulticlassMetrics.Ece(p, y));
        Matrix(plain, MulticlassMetrics.Confusion(p, y)!);
        Matrix(data.GetProperty("weighted"), MulticlassMetrics.Confusion(p, y, w)!);
        Agrees(data.GetProperty("weighted"), "log-loss", MulticlassMetrics.LogLoss(p, y, w));
    }

    [Fact]
    public void Ranking_metrics_are_those_of_scikit_learn()
    {
        var data = Root.Value.GetProperty("ranking");
        var (y, p) = (Numbers(data, "y"), Numbers(data, "p"));
        int[] groups = [.. Numbers(data, "g").Select(g => (int)g)];
        var values = data.GetProperty("values");

        Agrees(values, "ndcg", RankingMetrics.Ndcg(p, y, groups));
        Agrees(values, "ndcg@3", RankingMetrics.Ndcg(p, y, groups, 3));
        Agrees(values, "ndcg@3 exponential", RankingMetrics.Ndcg(p, y, groups, 3, RankingGain.Exponential));
        Agrees(values, "map", RankingMetrics.Map(p, y, groups));
        Agrees(values, "mrr", RankingMetrics.Mrr(p, y, groups));
        var result = Evaluated(new EvaluationRows(LearningTask.Ranking, p, y, groups, groups: groups), new EvaluationOptions { RankingPlaces = 3, RankingGain = RankingGain.Exponential });
        Agrees(values, "ndcg@3 exponential", result.Metrics[MetricNames.Ndcg].Value);
        Agrees(values, "map", result.Metrics[MetricNames.Map].Value);
        Agrees(values, "mrr", result.Metrics[MetricNames.Mrr].Value);
    }

    private static void Matrix(JsonElement expected, ConfusionMatrix matrix)
    {
        var counts = Numbers(expected, "confusion");
        for (var i = 0; i < counts.Length; i++) Assert.Equal(counts[i], matrix[i / matrix.Classes, i % matrix.Classes], 1e-9);
        Agrees(expected, "accuracy", matrix.Accuracy);
        Agrees(expected, "balanced-accuracy", matrix.BalancedAccuracy);
        Agrees(expected, "mcc", matrix.Mcc);
        foreach (var average in Enum.GetValues<ClassAverage>())
        {
            var suffix = average switch { ClassAverage.Macro => "macro", ClassAverage.Micro => "micro", _ => "weighted" };
            Agrees(expected, $"precision-{suffix}", matrix.Precision(average));
            Agrees(expected, $"recall-{suffix}", matrix.Recall(average));
            Agrees(expected, $"f1-{suffix}", matrix.F1(average));
        }
    }
}
