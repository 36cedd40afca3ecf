using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>Compares the rows for training with those for testing: sizes, what training has not seen, and what testing must not have seen.</summary>
public static class DatasetComparison
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "train-test";

    /// <summary>The checks, in ordinal order.</summary>
    public static IReadOnlyList<string> Checks { get; } = ["date-duplicates", "date-overlap", "index-leakage", "new-categories", "new-labels", "sample-mix", "size", "spellings"];

    /// <summary>Compares two sets of rows, each given in one table or in batches of the same columns.</summary>
    /// <returns>Fail when a check finds something, unless it only warns; hold when there are no rows or too many to tell.</returns>
    /// <exception cref="ArgumentException">The options name a check that there is not, or a column that a table lacks.</exception>
    public static GateResult Compare(IEnumerable<Table> training, IEnumerable<Table> test, ComparisonOptions options)
    {
        foreach (var name in options.Warnings)
        {
            if (!Checks.Contains(name)) throw new ArgumentException($"'{name}' is no check; {NearestName.Hint(name, [.. Checks])}", nameof(options));
        }

        var run = new ComparisonRun(options);
        foreach (var table in training) run.AddTraining(table);
        foreach (var table in test) run.AddTest(table);
        return run.Finish();
    }
}
