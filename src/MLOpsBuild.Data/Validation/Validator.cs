using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>A partition that was read and judged: one reading of its bytes gives all three.</summary>
/// <param name="Result">The verdict.</param>
/// <param name="Table">The rows.</param>
/// <param name="Profile">Their summary: history for the next partition.</param>
public sealed record ValidatedPartition(GateResult Result, Table Table, Profile Profile);

/// <summary>Judges a partition by its dataset's contract.</summary>
public static class Validator
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "data-validation";

    /// <summary>Reads, judges and summarises one CSV file.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="csv">The file's bytes.</param>
    /// <param name="file">Its name for places.</param>
    /// <param name="history">The profiles of the earlier partitions, in order.</param>
    public static ValidatedPartition Read(DatasetSchema schema, ReadOnlySpan<byte> csv, string file, IReadOnlyList<Profile> history)
    {
        var read = CsvReader.Read(csv, schema.ToCsvOptions(file));
        var context = new ValidationContext(file, history) { Problems = read.Problems, ProblemCount = read.ProblemCount };
        var result = Validate(schema, read.Table, context);
        var time = schema.Time is { } name && read.Table.Has(name) ? name : null;
        return new ValidatedPartition(result, read.Table, Profile.Of(read.Table, time));
    }

    /// <summary>Judges a table. Rules about a column that is missing or of another type are not judged: that itself is the finding.</summary>
    /// <returns>The gate <see cref="Gate"/>: fail when a rule of weight error is broken, hold when there are no rows, else pass with its warnings.</returns>
    public static GateResult Validate(DatasetSchema schema, Table table, ValidationContext context)
    {
        var findings = new List<Finding>();
        AddProblems(context, findings);
        var sound = CheckColumns(schema, table, context, findings);
        if (sound && table.RowCount > 0)
        {
            foreach (var rule in schema.Rules) rule.Check(table, context, findings);
        }

        Finding[] sorted = [.. findings.OrderByDescending(f => f.Severity)];
        var errors = sorted.Count(f => f.Severity == Severity.Error);
        var warnings = sorted.Count(f => f.Severity == Severity.Warning);
        var summary = $"{context.File}: {table.RowCount} rows, {schema.Rules.Count} rules: {Count(errors, "error")}, {Count(warnings, "warning")}.";
        return errors == 0 && table.RowCount == 0
            ? new GateResult(Gate, Verdict.Hold, $"{context.File}: no rows to judge.", sorted)
            : GateResult.From(Gate, summary, sorted);
    }

    private static void AddProblems(ValidationContext context, List<Finding> findings)
    {
        foreach (var problem in context.Problems) findings.Add(new Finding(Severity.Error, "schema.values", problem.Message, problem.Place));
        var more = context.ProblemCount - context.Problems.Count;
        if (more > 0) findings.Add(new Finding(Severity.Error, "schema.values", $"{more} further problems of this kind are not listed.", context.File));
    }

    private static bool CheckColumns(DatasetSchema schema, Table table, ValidationContext context, List<Finding> findings)
    {
        var before = findings.Count;
        foreach (var column in schema.Columns)
        {
            if (!table.Has(column.Name)) findings.Add(new Finding(Severity.Error, "schema.columns", $"The column '{column.Name}' ({column.Type}) is missing.", $"{context.File}:1:{column.Name}"));
            else if (table[column.Name].Type != column.Type)
            {
                findings.Add(new Finding(Severity.Error, "schema.types", $"The column '{column.Name}' is {table[column.Name].Type}; the schema declares {column.Type}.", $"{context.File}:1:{column.Name}"));
            }
        }

        var sound = findings.Count == before;
        var declared = string.Join(", ", schema.Columns.Select(c => c.Name));
        foreach (var column in table.Columns)
        {
            if (schema.Columns.Any(c => c.Name == column.Name)) continue;
            findings.Add(new Finding(schema.ExtraColumns, "schema.columns", $"The column '{column.Name}' is not declared; the schema has {declared}.", $"{context.File}:1:{column.Name}"));
        }

        return sound;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
