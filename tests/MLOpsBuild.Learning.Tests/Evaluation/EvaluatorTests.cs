using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static EvaluationRows Sample(int rows = 2000, int blocks = 20, ulong seed = 1, LearningTask task = LearningTask.Binary)
    {
        var random = new SeededRandom(seed);
        double[] predictions = [.. Enumerable.Range(0, rows).Select(_ => 0.01 + Math.Round(random.NextDouble() * 0.98, 2))];
        double[] target = [.. predictions.Select(p => task switch
        {
            LearningTask.Binary or LearningTask.Anomaly => random.NextDouble() < p ? 1.0 : 0,
            LearningTask.Multiclass or LearningTask.Ranking => Math.Floor(2.99 * random.NextDouble() * (p + 1) / 2),
            _ => p + random.NextDouble(),
        })];
        if (task == LearningTask.Multiclass) predictions = [.. predictions.SelectMany(p => new[] { 1 - p, p / 4, p - p / 4 })];
        int[] keys = [.. Enumerable.Range(0, rows).Select(row => row % blocks)];
        return new EvaluationRows(task, predictions, target, keys, new Dictionary<string, bool[]>
        {
            ["even"] = [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0)],
            ["none"] = new bool[rows],
        }, task == LearningTask.Ranking ? [.. keys.Select((key, row) => key + blocks * (row / blocks % 10))] : null);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Ranking)]
    [InlineData(LearningTask.Anomaly)]
    public void Every_metric_has_a_value_inside_its_interval(LearningTask task)
    {
        var result = Evaluator.Evaluate(Sample(task: task), 1, 300);

        Assert.Equal(MetricNames.Of(task).Order(StringComparer.Ordinal), result.Metrics.Keys);
        Assert.All(result.Metrics.Where(m => m.Key != MetricNames.Ece), m => Assert.InRange(m.Value.Value!.Value, m.Value.Low!.Value, m.Value.High!.Value));
        Assert.All(result.Metrics.Values, m => Assert.Equal((2000, 20), (m.N, m.Blocks)));
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Ranking)]
    [InlineData(LearningTask.Anomaly)]
    public void Resampled_metric_equals_the_metric_of_the_repeated_rows(LearningTask task)
    {
        var rows = Sample(300, 7, 3, task);
        int[] weights = [0, 3, 1, 0, 2, 1, 0];
        int[] repeated = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, weights[rows.Blocks[row]]))];
        int[] copies = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Range(0, weights[rows.Blocks[row]]).Select(copy => (rows.Groups?[row] ?? 0) * 10 + copy))];

        foreach (var name in MetricNames.All(task))
        {
            var fast = BlockMetric.Named(name, rows.Data(rows.Predictions, [.. Enumerable.Range(0, 300)]), new EvaluationOptions()).Of(weights);
            // A repeated group is one more group and not a larger one.
            var slow = BlockMetric.Named(name, rows.Data(rows.Predictions, repeated) is var data && task == LearningTask.Ranking ? data with { Groups = copies } : data, new EvaluationOptions()).Value;
            Assert.Equal(slow!.Value, fast!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Result_is_the_same_on_any_number_of_threads(int threads)
    {
        EvaluationResult Run(int n) => Evaluator.Evaluate(Sample(), new EvaluationOptions { Threads = n, Replicates = 200 });

        Assert.Equal(Run(1).Metrics, Run(threads).Metrics);
    }

    [Fact]
    public void Slice_is_measured_as_its_rows_alone()
    {
        var rows = Sample();
        var slice = Evaluator.Evaluate(rows, 0, 50).Slices["even"];
        int[] even = [.. Enumerable.Range(0, 1000).Select(i => 2 * i)];

        Assert.Equal(BinaryMetrics.Auc([.. even.Select(r => rows.Predictions[r])], [.. even.Select(r => rows.Target[r])]), slice[MetricNames.Auc].Value);
        Assert.Equal((1000, 10), (slice[MetricNames.Auc].N, slice[MetricNames.Auc].Blocks));
    }

    [Fact]
    public void Empty_slice_has_no_number_at_all()
    {
        var slice = Evaluator.Evaluate(Sample(), 0, 50).Slices["none"];

        Assert.All(slice.Values, m => Assert.Equal((null, 0, 0, null, null), (m.Value, m.N, m.Blocks, m.Low, m.High)));
    }

    [Fact]
    public void One_block_has_values_without_intervals()
    {
        var result = Evaluator.Evaluate(Sample(100, 1), 0, 50);

        Assert.NotNull(result.Metrics[MetricNames.Auc].Value);
        Assert.Null(result.Metrics[MetricNames.Auc].Low);
    }

    [Fact]
    public void Candidate_equal_to_the_accepted_model_gains_exactly_nothing()
    {
        var rows = Sample();
        var gains = Evaluator.Compare(rows, [.. rows.Predictions], new EvaluationOptions { Replicates = 50 });

        Assert.All(gains.Metrics.Values, g => Assert.Equal((0.0, 0.0, 0.0), (g.Gain, g.Lower, g.Upper)));
        Assert.Null(gains.Slices["none"][MetricNames.Auc].Gain);
    }

    [Fact]
    public void Better_candidate_gains_in_every_direction()
    {
        var rows = Sample();
        double[] worse = [.. rows.Predictions.Select((p, row) => row % 3 == 0 ? 0.5 : p)];
        var gains = Evaluator.Compare(rows, worse, new EvaluationOptions { Replicates = 200 });

        Assert.All(new[] { MetricNames.Auc, MetricNames.LogLoss, MetricNames.Brier }, name => Assert.True(gains.Metrics[name].Lower > 0));
        Assert.Equal(1 / 201.0, gains.Metrics[MetricNames.LogLoss].Distribution!.ChanceAtOrBelow(0));
    }

    [Fact]
    public void Predictions_that_are_no_probabilities_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Binary, [1.1], [1], [0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Binary, [double.NaN], [1], [0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Binary, [0.1], [2], [0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Binary, [0.1], [1], [0, 0]));
        Assert.Throws<ArgumentException>(() => MetricNames.DirectionOf("acc"));
    }

    [Fact]
    public void Named_metrics_are_measured_instead_of_those_of_the_task()
    {
        var result = Evaluator.Evaluate(Sample(), new EvaluationOptions { Replicates = 50, Metrics = [MetricNames.PrAuc, MetricNames.F1] });

        Assert.Equal([MetricNames.F1, MetricNames.PrAuc], result.Metrics.Keys);
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(Sample(), new EvaluationOptions { Metrics = [MetricNames.Rmse] }));
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Ranking)]
    public void Formulas_of_independent_rows_agree_with_resampling_them(LearningTask task)
    {
        var rows = Sample(task: task) with { RowsAreIndependent = true };
        var options = new EvaluationOptions { Replicates = 1000, Metrics = MetricNames.All(task) };
        var byFormula = Evaluator.Evaluate(rows, options);
        var all = rows.Data(rows.Predictions, [.. Enumerable.Range(0, 2000)]);

        Assert.All(byFormula.Metrics.Values, m => Assert.Equal(task == LearningTask.Ranking ? 200 : 2000, m.Blocks));
        foreach (var (name, metric) in byFormula.Metrics)
        {
            var fast = BlockMetric.Named(name, all, options);
            if (fast.Analytic is null) continue;
            var drawn = BlockBootstrap.Of(all.Blocks.Count, new BootstrapOptions { Replicates = 1000 }, fast.Of).Interval()!.Value;
            Assert.Equal(1, (drawn.High - drawn.Low) / (metric.High!.Value - metric.Low!.Value), 0.12);
            Assert.InRange(Math.Abs(drawn.Low - metric.Low!.Value), 0, 0.15 * (drawn.High - drawn.Low));
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_their_task_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Multiclass, [0.5, 0.4], [0], [0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Multiclass, [0.5, 0.5], [2], [0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Ranking, [1, 2], [0, 1], [0, 0]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Ranking, [1, 2], [0, 1], [0, 1], groups: [5, 5]));
        Assert.Throws<ArgumentException>(() => new EvaluationRows(LearningTask.Regression, [1, 2], [0, 1], [0, 1], groups: [5, 5]));
    }
}
