using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>Gives a rule's kind its parameters, and notes every problem with them.</summary>
internal sealed class RuleReader(StrictJson strict, string name, JsonNodeAt node, IReadOnlyList<ColumnSchema> columns, string? time)
{
    private static readonly string[] Severities = ["error", "warning", "info"];
    private static readonly string[] Environments = ["training", "serving"];
    private static readonly string[] Common = ["kind", "severity", "environment", "description"];

    public static IReadOnlyList<ColumnType> Numeric { get; } = [ColumnType.Number, ColumnType.Integer];

    public static IReadOnlyList<ColumnType> Ordered { get; } = [ColumnType.Number, ColumnType.Integer, ColumnType.Time];

    public string What { get; } = $"rule '{name}'";

    public StrictJson Strict => strict;

    public JsonNodeAt Node => node;

    public IReadOnlyList<ColumnSchema> Declared => columns;

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

    public static DataEnvironment? EnvironmentOf(StrictJson strict, JsonNodeAt? node) => strict.Word(node, "environment", Environments) switch
    {
        "training" => DataEnvironment.Training,
        "serving" => DataEnvironment.Serving,
        _ => null,
    };

    /// <summary>The kind's name; null when the rule is no object or names none.</summary>
    public string? Kind(IReadOnlyList<string> known) =>
        strict.Map(node, What) ? strict.Word(strict.Required(node, "kind", What), "kind of rule", known) : null;

    /// <summary>Checks the keys and reads what every rule has.</summary>
    public RuleHeader Header(string kind, params IReadOnlyList<string> keys)
    {
        strict.Object(node, What, [.. Common, .. keys]);
        return new RuleHeader(name, kind, SeverityOf(strict, node["severity"]), strict.Text(node["description"], "a description") ?? "")
        {
            Environment = EnvironmentOf(strict, node["environment"]),
        };
    }

    /// <summary>The column of the rule, which must have one of the types; none means any.</summary>
    public ColumnSchema Column(params IReadOnlyList<ColumnType> types) => ColumnAt("column", types);

    /// <summary>The column that a key names.</summary>
    public ColumnSchema ColumnAt(string key, IReadOnlyList<ColumnType> types) => Column(strict.Required(node, key, What), types);

    /// <summary>The columns of the rule.</summary>
    public IReadOnlyList<ColumnSchema> ColumnList(string key, int least, params IReadOnlyList<ColumnType> types)
    {
        var items = strict.Items(strict.Required(node, key, What), $"'{key}' of {What}");
        ColumnSchema[] found = [.. items.Select(i => Column(i, types))];
        if (found.Length < least) Wrong(least == 1 ? "needs at least one column" : $"needs at least {least} columns");
        return found.Length > 0 ? found : [new ColumnSchema("", ColumnType.Text, "")];
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
    public double Mostly(double otherwise = 1) => Number("mostly", 0, 1) ?? otherwise;

    public double? Number(string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        strict.Number(node[key], $"'{key}' of {What}", least, most);

    public long? Integer(string key, long least = 0) => strict.Integer(node[key], $"'{key}' of {What}", least);

    public bool Flag(string key) => strict.Flag(node[key], $"'{key}' of {What}") ?? false;

    public string? Text(string key) => strict.Text(node[key], $"'{key}' of {What}");

    public string RequiredText(string key) => strict.Text(strict.Required(node, key, What), $"'{key}' of {What}") ?? "";

    public string Word(string key, string otherwise, params IReadOnlyList<string> known) => strict.Word(node[key], $"value of '{key}'", known) ?? otherwise;

    public IReadOnlyList<string> Texts(string key) => [.. strict.Items(node[key], $"'{key}' of {What}").Select(i => strict.Text(i, $"an item of '{key}'") ?? "")];

    /// <summary>One or more texts: a string at one key or a list at the other.</summary>
    public IReadOnlyList<string> OneOrMore(string one, string more)
    {
        if (node[one] is not null && node[more] is not null) Wrong($"has both '{one}' and '{more}'");
        IReadOnlyList<string> texts = node[more] is not null ? Texts(more) : [RequiredText(one)];
        if (texts.Count == 0) Wrong($"needs '{more}'");
        return texts;
    }

    /// <summary>The bounds at 'min' and 'max', at least one of them.</summary>
    public Limits Limits(double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        var (min, max) = (Number("min", least, most), Number("max", least, most));
        if (min is null && max is null) Wrong("needs 'min' or 'max'");
        if (min > max) Wrong("has a 'min' above its 'max'");
        return new Limits(min ?? double.NegativeInfinity, max ?? double.PositiveInfinity);
    }

    public void Wrong(string problem) => strict.Wrong(node, $"{What} {problem}.");

    private static string Lower(ColumnType type) => type.ToString().ToLowerInvariant();
}
