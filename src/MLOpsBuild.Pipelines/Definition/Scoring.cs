using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
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

    private static EvaluationRows Rows(LearningTask task, RowSelection rows, Table table, double[] scores, EvaluationPlan plan)
    {
        var slices = new SortedDictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var (name, chosen) in plan.Slices.SelectMany(slice => slice.Split(table)))
        {
            var flags = new bool[table.RowCount];
            foreach (var row in chosen) flags[row] = true;
            slices.Add(name, flags);
        }

        return new EvaluationRows(task, scores, rows.Target(table), RowSelection.Blocks(table), slices);
    }

    private static EvaluationOptions Options(EvaluationPlan plan, int threads) => new() { Seed = plan.Seed, Replicates = plan.Replicates, Threads = threads };
}
