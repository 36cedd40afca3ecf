using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>Compares the rows for training with those for testing: sizes, what training has not seen, what testing must not have seen, and what has moved.</summary>
/// <remarks>
/// Memory is bounded. Up to some millions of different values and rows are told apart; beyond that the verdict holds. Drift and correlations are exact up to <see cref="SampledRows"/>
/// rows a side (fewer with more than 32 columns: two million values) and beyond that are those of so many rows drawn by chance: a Kolmogorov–Smirnov distance is then off by less than 0.008 a side in
/// 999 of 1000 cases. A distance counts only when chance would bring one like it less than once in a thousand times, a difference of scores when it is more than three standard errors.
/// </remarks>
public static class DatasetComparison
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "train-test";

    /// <summary>The checks, in ordinal order.</summary>
    public static IReadOnlyList<string> Checks { get; } = ["date-duplicates", "date-overlap", "feature-drift", "index-leakage", "label-correlation", "label-correlation-change", "label-drift", "new-categories", "new-labels", "sample-mix", "size", "spellings"];

    /// <summary>The most rows of a side that drift and correlations look at.</summary>
    public const int SampledRows = 1 << 16;

    /// <summary>Compares two sets of rows, each given in one table or in batches of the same columns.</summary>
    /// <returns>Fail when a check finds something, unless it only warns; hold when there are no rows or too many to tell.</returns>
    /// <exception cref="ArgumentException">The options name a check that there is not, or a column that a table lacks.</exception>
    public static GateResult Compare(IEnumerable<Table> training, IEnumerable<Table> test, ComparisonOptions options)
    {
        var run = Begin(options);
        foreach (var table in training) run.AddTraining(table);
        foreach (var table in test) run.AddTest(table);
        return run.Finish();
    }

    /// <summary>Compares two windows of partitions, which are read batch by batch: no more of them is in memory than <paramref name="threads"/> batches and what is counted.</summary>
    /// <param name="training">The rows for training.</param>
    /// <param name="test">The rows for testing.</param>
    /// <param name="options">What to look for.</param>
    /// <param name="threads">How many threads read; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading between two batches.</param>
    /// <returns>As of <see cref="Compare(IEnumerable{Table}, IEnumerable{Table}, ComparisonOptions)"/>. Rows are named by their place among all rows of the window, the first as row 2.</returns>
    /// <exception cref="ArgumentException">The options name a check or column that there is not, or a window is one of days and its schema names no time.</exception>
    public static GateResult Compare(ComparedRows training, ComparedRows test, ComparisonOptions options, int threads = 1, CancellationToken cancellationToken = default)
    {
        var run = Begin(options);
        training.Read(run.AddTraining, threads, cancellationToken);
        test.Read(run.AddTest, threads, cancellationToken);
        return run.Finish();
    }

    private static ComparisonRun Begin(ComparisonOptions options)
    {
        foreach (var name in options.Warnings)
        {
            if (!Checks.Contains(name)) throw new ArgumentException($"'{name}' is no check; {NearestName.Hint(name, [.. Checks])}", nameof(options));
        }

        return new ComparisonRun(options);
    }
}
