using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>How to shuffle. Every value is checked when it is set.</summary>
public sealed record PermutationOptions
{
    /// <summary>How often each input is shuffled, 1 to 1000. Default 5.</summary>
    public int Repeats { get; init => field = Check.Within(value, 1, 1000, nameof(Repeats)); } = 5;

    /// <summary>The metric whose loss is measured; null for log loss, or RMSE for regression, or NDCG for ranking, or AUC for anomalies. Default null.</summary>
    public string? Metric { get; init; }

    /// <summary>Chooses shuffles and resamples, and how many resamples and threads. Default seed 0, 1000 replicates.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();
}

/// <summary>What a model loses when an input says nothing any more.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Loss">The mean loss over the repeats, in the metric's unit, turned so that positive is a loss; null when the rows can not say.</param>
/// <param name="Spread">The standard deviation of the repeats; null with fewer than two.</param>
/// <param name="Low">The lower end of the interval, over resamples of blocks and repeats together; null with fewer than two blocks. An input that matters has it above 0.</param>
/// <param name="High">The upper end.</param>
public sealed record InputImportance(string Input, double? Loss, double? Spread, double? Low, double? High);

/// <summary>The loss in a metric when one input's values are shuffled among the rows (Breiman, 2001; Fisher, Rudin and Dominici, 2019).</summary>
/// <remarks>Inputs that stand for one another share their importance: none may seem to matter.</remarks>
public static class PermutationImportance
{
    /// <summary>The importance of each input, in the model's order.</summary>
    /// <param name="model">Any model of a task with a target.</param>
    /// <param name="table">Rows that the model did not learn from, with its inputs.</param>
    /// <param name="target">The outcome of each row.</param>
    /// <param name="blocks">The block key of each row.</param>
    /// <param name="options">How to shuffle.</param>
    /// <param name="groups">The group of each row, for ranking: values are shuffled over all groups.</param>
    /// <param name="cancellationToken">Stops between two shuffles.</param>
    public static IReadOnlyList<InputImportance> Of(
        ITrainedModel model, Table table, double[] target, int[] blocks, PermutationOptions options, int[]? groups = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var inputs = table.Select(model.Inputs.Select(i => i.Name));
        var rows = new EvaluationRows(model.Task, model.Predict(inputs), target, blocks, groups: groups);
        var name = options.Metric ?? DefaultOf(model.Task);
        int[] all = [.. Enumerable.Range(0, target.Length)];
        var whole = BlockMetric.Named(name, rows.Data(rows.Predictions, all), options.Evaluation);
        var sign = MetricNames.DirectionOf(name) == MetricDirection.Higher ? 1 : -1;
        var importance = new InputImportance[model.Inputs.Count];
        for (var input = 0; input < importance.Length; input++)
        {
            var shuffled = new BlockMetric[options.Repeats];
            for (var repeat = 0; repeat < shuffled.Length; repeat++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var order = all.ToArray();
                SeededRandom.Fork(options.Evaluation.Seed, (ulong)input * 1000 + (ulong)repeat).Shuffle<int>(order);
                var predictions = EvaluationRows.Checked(model.Task, model.Predict(With(inputs, input, order)), rows.Predictions.Length, rows.Outputs);
                shuffled[repeat] = BlockMetric.Named(name, rows.Data(predictions, all), options.Evaluation);
            }

            importance[input] = Measure(model.Inputs[input].Name, whole, shuffled, sign, BlockIndex.Of(blocks), options.Evaluation);
        }

        return importance;
    }

    private static Table With(Table inputs, int shuffled, int[] order) => new([.. inputs.Columns.Select((c, i) => i == shuffled ? c.Take(order) : c)]);

    private static InputImportance Measure(string input, BlockMetric whole, BlockMetric[] shuffled, int sign, BlockIndex blocks, EvaluationOptions options)
    {
        double?[] losses = [.. shuffled.Select(s => sign * (whole.Value - s.Value))];
        if (losses.Any(l => l is null)) return new InputImportance(input, null, null, null, null);
        double[] known = [.. losses.OfType<double>()];
        var mean = PairwiseSum.Mean(known);
        double? spread = known.Length < 2 ? null : Math.Sqrt(PairwiseSum.Of(Array.ConvertAll(known, l => (l - mean) * (l - mean))) / (known.Length - 1));
        if (blocks.Count < 2) return new InputImportance(input, mean, spread, null, null);
        var bootstrap = new BootstrapOptions { Seed = options.Seed, Replicates = options.Replicates, Threads = options.Threads };
        var drawn = BlockBootstrap.Of(blocks.Count, bootstrap, [.. shuffled.Select(s => (BlockStatistic)(weights => sign * (whole.Of(weights) - s.Of(weights))))]);
        // All repeats' resamples together: the interval covers the chance of the rows and that of one shuffle.
        var interval = new BootstrapDistribution([.. drawn.SelectMany(d => d.Values).Select(v => (double?)v)]).Interval(options.Level);
        return new InputImportance(input, mean, spread, interval?.Low, interval?.High);
    }

    private static string DefaultOf(LearningTask task) => task switch
    {
        LearningTask.Binary or LearningTask.Multiclass => MetricNames.LogLoss,
        LearningTask.Ranking => MetricNames.Ndcg,
        LearningTask.Anomaly => MetricNames.Auc,
        LearningTask.Regression => MetricNames.Rmse,
        _ => throw new ArgumentException($"The task {task} has no target to lose.", nameof(task)),
    };
}
