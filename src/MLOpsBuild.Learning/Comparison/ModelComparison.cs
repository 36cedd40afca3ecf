using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Hypotheses;

namespace MLOpsBuild.Learning.Comparison;

/// <summary>Who is right on which rows, of two models that call classes.</summary>
/// <param name="Both">Rows on which both are right.</param>
/// <param name="OnlyCandidate">Rows on which only the candidate is.</param>
/// <param name="OnlyAccepted">Rows on which only the accepted model is.</param>
/// <param name="Neither">Rows on which neither is.</param>
/// <param name="Exact">McNemar's exact test of the two counts that differ.</param>
/// <param name="ChiSquare">Its chi-square form, corrected for continuity; null when they differ on no row.</param>
public sealed record RightAndWrong(int Both, int OnlyCandidate, int OnlyAccepted, int Neither, TestOutcome Exact, TestOutcome? ChiSquare);

/// <summary>Two models on the same rows.</summary>
/// <param name="Blocks">The candidate's gain in each metric, all rows and slices, with bounds from paired resamples of blocks: what to decide by.</param>
/// <param name="Loss">The candidate's gain in mean loss per row, with its error by blocks: log loss or squared error; null for other tasks and without rows.</param>
/// <param name="RightAndWrong">For binary and multiclass tasks; null otherwise. It takes rows to be independent.</param>
/// <param name="Auc">DeLong's test for binary tasks, A being the candidate; null otherwise and unless each outcome occurs twice. It takes rows to be independent.</param>
/// <param name="RowsAreIndependent">Whether rows were declared independent: if not, the last two tests find too much.</param>
public sealed record ModelComparisonResult(
    ComparisonResult Blocks, PairedComparison? Loss, RightAndWrong? RightAndWrong, AucComparison? Auc, bool RowsAreIndependent);

/// <summary>Compares two models on the same rows by all tests that their task allows.</summary>
public static class ModelComparison
{
    /// <summary>Compares.</summary>
    /// <param name="candidate">The candidate's predictions, with the outcomes.</param>
    /// <param name="accepted">The accepted model's predictions of the same rows.</param>
    /// <param name="options">How to evaluate.</param>
    /// <exception cref="ArgumentException">The predictions do not fit the rows.</exception>
    public static ModelComparisonResult Of(EvaluationRows candidate, double[] accepted, EvaluationOptions options)
    {
        var blocks = Evaluator.Compare(candidate, accepted, options);
        return new ModelComparisonResult(
            blocks,
            Paired(candidate, accepted, options),
            Calls(candidate, candidate.Predictions, options) is { } ours && Calls(candidate, accepted, options) is { } theirs ? Counted(ours, theirs) : null,
            candidate.Task == LearningTask.Binary ? DeLongTest.Compare(candidate.Predictions, accepted, candidate.Target) : null,
            candidate.RowsAreIndependent);
    }

    private static PairedComparison? Paired(EvaluationRows rows, double[] accepted, EvaluationOptions options)
    {
        if (rows.Target.Length == 0 || Losses(rows, accepted) is not { } theirs || Losses(rows, rows.Predictions) is not { } ours) return null;
        int[] keys = rows.RowsAreIndependent ? [.. Enumerable.Range(0, rows.Target.Length)] : rows.Blocks;
        return PairedBlocks.Compare(
            theirs, ours, BlockIndex.Of(keys), new BootstrapOptions { Seed = options.Seed, Replicates = options.Replicates, Threads = options.Threads });
    }

    private static double[]? Losses(EvaluationRows rows, double[] predictions) => rows.Task switch
    {
        LearningTask.Binary => BinaryMetrics.LogLosses(predictions, rows.Target),
        LearningTask.Multiclass => MulticlassMetrics.LogLosses(predictions, rows.Target),
        LearningTask.Regression => RegressionMetrics.SquaredErrors(predictions, rows.Target),
        _ => null,
    };

    // True where the row is called what it is.
    private static bool[]? Calls(EvaluationRows rows, double[] predictions, EvaluationOptions options)
    {
        if (rows.Task is not (LearningTask.Binary or LearningTask.Multiclass)) return null;
        int[] called = rows.Task == LearningTask.Binary
            ? Array.ConvertAll(predictions, p => p >= options.Threshold ? 1 : 0)
            : MulticlassMetrics.Called(predictions, rows.Outputs);
        return [.. called.Select((c, row) => c == rows.Target[row])];
    }

    private static RightAndWrong Counted(bool[] ours, bool[] theirs)
    {
        Span<int> counts = stackalloc int[4];
        for (var row = 0; row < ours.Length; row++) counts[(ours[row] ? 2 : 0) + (theirs[row] ? 1 : 0)]++;
        return new RightAndWrong(counts[3], counts[2], counts[1], counts[0], McNemarTest.Exact(counts[2], counts[1]), McNemarTest.ChiSquare(counts[2], counts[1]));
    }
}
