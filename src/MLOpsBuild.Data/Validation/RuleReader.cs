using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>Gives a rule's kind its parameters, and notes every problem with them.</summary>
internal sealed class RuleReader(StrictJson strict, string name, JsonNodeAt node, IReadOnlyList<ColumnSchema> columns, string? time)
{
    private static readonly string[] Severities = ["error", "warning", "info"];
    private static readonly string[] Common = ["kind", "severity", "description"];

    public string What { get; } = $"rule '{name}'";

    public StrictJson Strict => strict;

    public JsonNodeAt Node => node;

    /// <summary>The schema's time column; a problem when there is none.</summary>
    public string Time
    {
        get
        {
            if (time is null) Wrong("needs the schema's key 'time'");
            return time ?? "";
        }
    }

    public static Severity SeverityOf(StrictJson strict, JsonNodeAt? node) => strict.Word(node, "severity", Severities) switch
    {
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => Severity.Error,
    };

    /// <summary>The kind's name; null when the rule is no object or names none.</summary>
    public string? Kind(IReadOnlyList<string> known) =>
        strict.Map(node, What) ? strict.Word(strict.Required(node, "kind", What), "kind of rule", known) : null;

    /// <summary>Checks the keys and reads what every rule has.</summary>
    public RuleHeader Header(string kind, params IReadOnlyList<string> keys)
    {
        strict.Object(node, What, [.. Common, .. keys]);
        return new RuleHeader(name, kind, SeverityOf(strict, node["severity"]), strict.Text(node["description"], "a description") ?? "");
    }

    /// <summary>The column of the rule, which must have one of the types; none means any.</summary>
    public ColumnSchema Column(params IReadOnlyList<ColumnType> types)
    {
        var node1 = strict.Required(node, "column", What);
        return Column(node1, types);
    }

    public ColumnSchema Column(JsonNodeAt? at, IReadOnlyList<ColumnType> types)
    {
        var text = strict.Text(at, "a column's name");
        var column = columns.FirstOrDefault(c => c.Name == text);
        if (column is null && text is not null) strict.Wrong(at!, $"{What}: there is no column '{text}'; {NearestName.Hint(text, [.. columns.Select(c => c.Name)])}");
        if (column is not null && types.Count > 0 && !types.Contains(column.Type))
        {
            strict.Wrong(at!, $"{What}: column '{text}' is of type {Lower(column.Type)}; this kind of rule is for {string.Join(", ", types.Select(Lower))}.");
        }

        return column ?? new ColumnSchema(text ?? "", types.Count > 0 ? types[0] : ColumnType.Text, "");
    }

    /// <summary>The share of values that must keep the rule; 1 when not given.</summary>
    public double Mostly() => Number("mostly", 0, 1) ?? 1;

    public double? Number(string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        strict.Number(node[key], $"'{key}' of {What}", least, most);

    public long? Integer(string key, long least = 0) => strict.Integer(node[key], $"'{key}' of {What}", least);

    public IReadOnlyList<string> Texts(string key) => [.. strict.Items(node[key], $"'{key}' of {What}").Select(i => strict.Text(i, $"an item of '{key}'") ?? "")];

    public void Wrong(string problem) => strict.Wrong(node, $"{What} {problem}.");

    private static string Lower(ColumnType type) => type.ToString().ToLowerInvariant();
}
