using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>The reviewed contract of a dataset (<c>schema.json</c>): its columns and the rules that its rows keep. Immutable.</summary>
public sealed partial class DatasetSchema
{
    private DatasetSchema(IReadOnlyList<ColumnSchema> columns, string? time, Severity extra, IReadOnlyList<string> missing, IReadOnlyList<Rule> rules)
    {
        Columns = columns;
        Time = time;
        ExtraColumns = extra;
        MissingSpellings = missing;
        Rules = rules;
    }

    /// <summary>The columns, in the order of the schema file.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The column that gives each row its time and its block, the day; null when rows have none.</summary>
    public string? Time { get; }

    /// <summary>What a column that is not declared weighs. Default: error.</summary>
    public Severity ExtraColumns { get; }

    /// <summary>Spellings of a missing value besides the empty field.</summary>
    public IReadOnlyList<string> MissingSpellings { get; }

    /// <summary>The rules, by name in ordinal order.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="DataFileException">It is malformed; the exception lists every problem with its line.</exception>
    public static DatasetSchema Load(string path) => Parse(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads a schema from bytes, for example from the merge base.</summary>
    /// <exception cref="DataFileException">It is malformed.</exception>
    public static DatasetSchema Parse(ReadOnlySpan<byte> json, string file = "schema.json")
    {
        var root = JsonNodeAt.Parse(json, file);
        var strict = new StrictJson(file);
        if (!strict.Object(root, "the schema", "version", "time", "block", "extraColumns", "missing", "columns", "rules")) strict.ThrowIfAny();
        strict.Version(root, "the schema");
        var columns = ReadColumns(strict, strict.Required(root, "columns", "the schema"));
        var time = strict.Text(root["time"], "'time'");
        if (time is not null && columns.Find(c => c.Name == time) is not { Type: ColumnType.Time }) strict.Wrong(root["time"]!, $"'{time}' is not a column of type time.");
        if (root["block"] is { } block && strict.Word(block, "block", "day") is not null && time is null) strict.Wrong(block, "a block of days needs the key 'time'.");
        var extra = RuleReader.SeverityOf(strict, root["extraColumns"]);
        string[] missing = [.. strict.Items(root["missing"], "'missing'").Select(m => strict.Text(m, "a spelling") ?? "")];
        var rules = ReadRules(strict, root["rules"], columns, time);
        strict.ThrowIfAny();
        return new DatasetSchema(columns, time, extra, missing, rules);
    }

    /// <summary>How to read one of the dataset's CSV files.</summary>
    /// <param name="file">The file's name for messages.</param>
    public CsvOptions ToCsvOptions(string file) => new()
    {
        File = file,
        Columns = [.. Columns.Select(c => new CsvColumn(c.Name, c.Type))],
        MissingSpellings = MissingSpellings,
    };

    private static List<ColumnSchema> ReadColumns(StrictJson strict, JsonNodeAt? node)
    {
        var columns = new List<ColumnSchema>();
        if (!strict.Map(node, "'columns'")) return columns;
        string[] types = [.. Enum.GetValues<ColumnType>().Select(t => t.ToString().ToLowerInvariant())];
        foreach (var (name, value) in node!.Members)
        {
            var what = $"column '{name}'";
            if (!strict.Object(value, what, "type", "environment", "role", "description")) continue;
            var type = strict.Word(strict.Required(value, "type", what), "type", types);
            columns.Add(new ColumnSchema(name, (ColumnType)Math.Max(0, Array.IndexOf(types, type)), strict.Text(value["description"], "a description") ?? "")
            {
                Environment = RuleReader.EnvironmentOf(strict, value["environment"]),
                IsCalendar = strict.Word(value["role"], "role", "calendar") is not null,
            });
        }

        if (columns.Count == 0) strict.Wrong(node, "a schema needs at least one column.");
        return columns;
    }

    private static List<Rule> ReadRules(StrictJson strict, JsonNodeAt? node, List<ColumnSchema> columns, string? time)
    {
        var rules = new List<Rule>();
        if (!strict.Map(node, "'rules'")) return rules;
        foreach (var (name, value) in node!.Members)
        {
            if (RuleKinds.Read(new RuleReader(strict, name, value, columns, time)) is { } rule) rules.Add(rule);
        }

        rules.Sort((a, b) => string.CompareOrdinal(a.Header.Name, b.Header.Name));
        return rules;
    }
}
