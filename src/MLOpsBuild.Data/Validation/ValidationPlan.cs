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
        var elsewhere = schema.Columns.Where(c => !IsHere(c.Environment)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        Rules = [.. schema.Rules.Where(r => IsHere(r.Header.Environment) && !r.Columns.Any(elsewhere.Contains))];
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

    /// <summary>What to say of the columns that a reader of CSV did not find, and has put in their place as missing throughout.</summary>
    public IEnumerable<Finding> AbsentAmong(IReadOnlySet<string> absent) => _schema.Columns.Where(c => absent.Contains(c.Name) && IsHere(c.Environment)).Select(Absent);

    private bool IsHere(DataEnvironment? only) => only is null || only == _context.Environment;

    private Finding Absent(ColumnSchema column) =>
        new(Severity.Error, "schema.columns", $"The column '{column.Name}' ({column.Type}) is missing; the header has {string.Join(", ", Columns.Where(c => c != column.Name))}.", $"{_context.File}:1:{column.Name}");

    private void CheckDeclared(Table table)
    {
        foreach (var column in _schema.Columns)
        {
            var place = $"{_context.File}:1:{column.Name}";
            if (table.Has(column.Name) && table[column.Name].Type == column.Type) _sound.Add(column.Name);
            else if (table.Has(column.Name)) Findings.Add(new Finding(Severity.Error, "schema.types", $"The column '{column.Name}' is {table[column.Name].Type}; the schema declares {column.Type}.", place));
            else if (IsHere(column.Environment)) Findings.Add(Absent(column));
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
