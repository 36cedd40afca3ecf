using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>rows</c>: a partition has from <c>min</c> to <c>max</c> rows.</summary>
internal sealed class RowCountRule(RuleHeader header, long min, long max) : Rule(header)
{
    public const string Kind = "rows";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "min", "max");
        var (min, max) = (reader.Integer("min"), reader.Integer("max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        return new RowCountRule(header, min ?? 0, max ?? long.MaxValue);
    }

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        if (table.RowCount >= min && table.RowCount <= max) return;
        var allowed = max == long.MaxValue ? $"at least {min}" : $"{min} to {max}";
        findings.Add(Broken($"There are {table.RowCount} rows; allowed are {allowed}.", context.File));
    }
}
