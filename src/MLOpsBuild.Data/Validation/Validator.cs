using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Reading;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Validation;

/// <summary>Judges a partition by its dataset's contract, and summarises it in the same pass.</summary>
/// <remarks>
/// The gate <see cref="Gate"/> fails when a rule of weight error is broken, holds when there are no rows or too many to decide such a rule in bounded memory, and else
/// passes with its warnings. Rules about a column that is missing or of another type are not judged: that itself is the finding.
/// </remarks>
public static class Validator
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "data-validation";

    /// <summary>Reads, judges and summarises one CSV file whose rows are wanted as well.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="csv">The file's bytes.</param>
    /// <param name="file">Its name for places.</param>
    /// <param name="history">The profiles of the earlier partitions, in order.</param>
    /// <param name="options">How to judge; null for the defaults.</param>
    public static ValidatedPartition Read(DatasetSchema schema, ReadOnlySpan<byte> csv, string file, IReadOnlyList<Profile> history, ValidationOptions? options = null)
    {
        var read = CsvReader.Read(csv, schema.ToCsvOptions(file));
        var context = ContextOf(file, history, options, read.Problems, read.ProblemCount);
        return new ValidatedPartition(Validate(schema, read.Table, context, options?.BrokenRows ?? 0), read.Table);
    }

    /// <summary>Reads, judges and summarises one partition in batches: memory does not grow with its length, and no result depends on the number of threads.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="csv">The file. With columns that the schema does not declare it is read twice and must be able to seek.</param>
    /// <param name="file">Its name for places.</param>
    /// <param name="history">The profiles of the earlier partitions, in order.</param>
    /// <param name="options">How to judge; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two batches.</param>
    /// <exception cref="NotSupportedException">The stream cannot seek and has columns that the schema does not declare.</exception>
    public static ValidationReport Read(
        DatasetSchema schema, Stream csv, string file, IReadOnlyList<Profile> history, ValidationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ValidationOptions();
        var run = new ValidationRun(schema, ContextOf(file, history, options, [], 0), options.BrokenRows);
        var summary = PartitionReader.ReadBatches(csv, options.Format, schema.ToCsvOptions(file), options.Threads, batch => run.Map(batch.Table, batch.FirstRow), run.Add, cancellationToken);
        return ForcedRules.Weaken(run.Finish(summary.Problems, summary.ProblemCount), options.Forced);
    }

    /// <summary>Judges the rows of a table.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The rows.</param>
    /// <param name="context">The file's name and past, and what its reader found wrong.</param>
    /// <param name="brokenRows">How many rows that break a rule are kept.</param>
    public static ValidationReport Validate(DatasetSchema schema, Table table, ValidationContext context, int brokenRows = 0)
    {
        var run = new ValidationRun(schema, context, brokenRows);
        run.Add(run.Map(table, 2));
        return run.Finish(context.Problems, context.ProblemCount);
    }

    private static ValidationContext ContextOf(string file, IReadOnlyList<Profile> history, ValidationOptions? options, IReadOnlyList<CsvProblem> problems, long problemCount) => new(file, history)
    {
        Environment = options?.Environment ?? DataEnvironment.Training,
        AsOf = options?.AsOf,
        Problems = problems,
        ProblemCount = problemCount,
    };
}
