using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>columns</c>: the header has exactly the <c>names</c> (<c>"match": "set"</c>), in that order (<c>"order"</c>), or at least them (<c>"contains"</c>).</summary>
internal sealed class ColumnsRule(RuleHeader header, IReadOnlyList<string> names, string match) : Rule(header)
{
    public const string Kind = "columns";

    internal override bool JudgesNoRows => true;

    internal override string Advice => $"Ask the source what changed, or change rule '{Header.Name}' and the schema's columns together.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "names", "match");
        var names = reader.Texts("names");
        if (names.Count == 0) reader.Wrong("needs 'names'");
        return new ColumnsRule(header, names, reader.Word("match", "set", "set", "order", "contains"));
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        string[] missing = [.. names.Except(evidence.Columns, StringComparer.Ordinal)];
        string[] extra = match == "contains" ? [] : [.. evidence.Columns.Except(names, StringComparer.Ordinal)];
        var problems = new List<string>();
        if (missing.Length > 0) problems.Add($"missing are {string.Join(", ", missing)}");
        if (extra.Length > 0) problems.Add($"not expected are {string.Join(", ", extra)}");
        if (problems.Count == 0 && match == "order" && !names.SequenceEqual(evidence.Columns, StringComparer.Ordinal)) problems.Add($"the order is {string.Join(", ", evidence.Columns)}, not {string.Join(", ", names)}");
        return problems.Count == 0 ? Kept() : Broken($"The columns are not those expected: {string.Join("; ", problems)}.", $"{evidence.Context.File}:1");
    }
}

/// <summary><c>column-count</c>: the header has from <c>min</c> to <c>max</c> columns.</summary>
internal sealed class ColumnCountRule(RuleHeader header, Limits limits) : Rule(header)
{
    public const string Kind = "column-count";

    internal override bool JudgesNoRows => true;

    public static Rule Read(RuleReader reader) => new ColumnCountRule(reader.Header(Kind, "min", "max"), reader.Limits(0));

    internal override RuleOutcome Finish(Evidence evidence) => limits.Allow(evidence.Columns.Count)
        ? Kept()
        : Broken($"There are {evidence.Columns.Count} columns; allowed are {limits}.", $"{evidence.Context.File}:1");
}
