using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>Which rules can be judged with the columns that a file has, and what they must measure.</summary>
internal sealed class ValidationPlan
{
    private readonly DatasetSchema _schema;
    private readonly ValidationContext _context;
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);

    public ValidationPlan(DatasetSchema schema, ValidationContext context, Table table)
    {
        (_schema, _context) = (schema, context);
        Columns = [.. table.Columns.Select(c => c.Name)];
        CheckDeclared(table);
        CheckExtra();
        Rules = [.. schema.Rules.Where(r => r.Header.Environment is not { } only || only == context.Environment)];
        Judged = [.. Rules.Where(r => r.Columns.All(_sound.Contains))];
        Measures = [.. Judged.SelectMany(r => r.Measures).DistinctBy(m => m.Key, StringComparer.Ordinal)];
        Time = schema.Time is { } time && _sound.Contains(time) ? time : null;
    }

    /// <summary>The columns of the header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The time column when it is there.</summary>
    public string? Time { get; }

    /// <summary>What is wrong with the columns.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>The rules of the environment.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Those whose columns are there with the declared type.</summary>
    public IReadOnlyList<Rule> Judged { get; }

    /// <summary>What they measure, each once.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    private void CheckDeclared(Table table)
    {
        foreach (var column in _schema.Columns)
        {
            var place = $"{_context.File}:1:{column.Name}";
            if (table.Has(column.Name) && table[column.Name].Type == column.Type) _sound.Add(column.Name);
            else if (table.Has(column.Name)) Findings.Add(new Finding(Severity.Error, "schema.types", $"The column '{column.Name}' is {table[column.Name].Type}; the schema declares {column.Type}.", place));
            else if (column.Environment is not { } only || only == _context.Environment) Findings.Add(new Finding(Severity.Error, "schema.columns", $"The column '{column.Name}' ({column.Type}) is missing.", place));
        }
    }

    private void CheckExtra()
    {
        var declared = _schema.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var list = string.Join(", ", _schema.Columns.Select(c => c.Name));
        foreach (var column in Columns.Where(c => !declared.Contains(c)))
        {
            Findings.Add(new Finding(_schema.ExtraColumns, "schema.columns", $"The column '{column}' is not declared; the schema has {list}.", $"{_context.File}:1:{column}"));
        }
    }
}
