using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Measures predictions on the rows of a pipeline.</summary>
public static class Scoring
{
    /// <summary>All metrics, with intervals that resample whole blocks, and those of every slice.</summary>
    public static EvaluationResult Evaluate(LearningTask task, RowSelection rows, Table table, double[] scores, EvaluationPlan plan, int threads) =>
        Evaluator.Evaluate(Rows(task, rows, table, scores, plan), Options(plan, threads));

    /// <summary>How much better the candidate's predictions are than the accepted model's on the same rows.</summary>
    public static ComparisonResult Compare(LearningTask task, RowSelection rows, Table table, double[] scores, double[] accepted, EvaluationPlan plan, int threads) =>
        Evaluator.Compare(Rows(task, rows, table, scores, plan), accepted, Options(plan, threads));

    /// <summary>Predictions as they are kept for pairing.</summary>
    public static PredictedRows Predictions(RowSelection rows, Table table, double[] scores) => new(scores, rows.Target(table), RowSelection.Blocks(table));

    /// <summary>
    /// Losses by which two models are paired, each with its time: of every row its log loss or squared error, and in a ranking of every group 1 less its NDCG of the first
    /// <see cref="TaskMetrics.RankingPlaces"/> with the time of its first row; groups without a relevant row give none.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="table">Their table.</param>
    /// <param name="scores">What the model gave for them.</param>
    public static (double[] Losses, DateTime[] Times) Losses(LearningTask task, RowSelection rows, Table table, double[] scores)
    {
        var times = ((TimeColumn)table[FeatureTable.TimeColumn]).Values.ToArray();
        var target = rows.Target(table);
        return task switch
        {
            LearningTask.Binary => (BinaryMetrics.LogLosses(scores, target), times),
            LearningTask.Multiclass => (MulticlassMetrics.LogLosses(scores, target), times),
            LearningTask.Ranking => OfGroups(RowSelection.Groups(table) ?? throw Ungrouped(rows), scores, target, times),
            _ => (RegressionMetrics.SquaredErrors(scores, target), times),
        };
    }

    private static (double[] Losses, DateTime[] Times) OfGroups(int[] groups, double[] scores, double[] target, DateTime[] times)
    {
        var losses = new List<double>();
        var firsts = new List<DateTime>();
        foreach (var group in Enumerable.Range(0, groups.Length).GroupBy(row => groups[row]))
        {
            int[] of = [.. group];
            var loss = TaskMetrics.Loss(LearningTask.Ranking, Array.ConvertAll(of, row => scores[row]), Array.ConvertAll(of, row => target[row]));
            if (double.IsNaN(loss)) continue;
            losses.Add(loss);
            firsts.Add(times[of[0]]);
        }

        return ([.. losses], [.. firsts]);
    }

    private static EvaluationRows Rows(LearningTask task, RowSelection rows, Table table, double[] scores, EvaluationPlan plan)
    {
        var slices = new SortedDictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var (name, chosen) in plan.Slices.SelectMany(slice => slice.Split(table)))
        {
            var flags = new bool[table.RowCount];
            foreach (var row in chosen) flags[row] = true;
            slices.Add(name, flags);
        }

        var groups = task == LearningTask.Ranking ? RowSelection.Groups(table) ?? throw Ungrouped(rows) : null;
        return new EvaluationRows(task, scores, rows.Target(table), RowSelection.Blocks(table), slices, groups) { Classes = rows.Features.Label.Classes };
    }

    private static EvaluationOptions Options(EvaluationPlan plan, int threads) => 
        new() { Seed = plan.Seed, Replicates = plan.Replicates, Threads = threads, Metrics = plan.Metrics };

    private static ConfigurationException Ungrouped(RowSelection rows) =>
        new($"The model ranks rows, but the label '{rows.Features.Label.Name}' does not say which rows are ranked against one another: set its GroupedBy to a column of {rows.Features.Dataset.Name}.");
}
