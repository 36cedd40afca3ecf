using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>statistic</c>: a figure of a column (mean, median, min, max, deviation, distinct, missing) lies between <c>min</c> and <c>max</c>.</summary>
internal sealed class StatisticRule(RuleHeader header, string column, string statistic, double min, double max) : Rule(header)
{
    public const string Kind = "statistic";
    private static readonly string[] OfNumbers = ["mean", "median", "min", "max", "deviation"];
    private static readonly string[] OfAll = ["distinct", "missing"];

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "statistic", "min", "max");
        var node = reader.Strict.Required(reader.Node, "statistic", reader.What);
        var name = reader.Strict.Word(node, "statistic", [.. OfNumbers, .. OfAll]) ?? "";
        var column = OfNumbers.Contains(name) ? reader.Column(ColumnType.Number, ColumnType.Integer) : reader.Column();
        var (min, max) = (reader.Number("min"), reader.Number("max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        return new StatisticRule(header, column.Name, name, min ?? double.NegativeInfinity, max ?? double.PositiveInfinity);
    }

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        var profile = ColumnProfile.Of(table[column]);
        double? value = statistic switch
        {
            "mean" => profile.Mean,
            "median" => profile.Quantile(0.5),
            "min" => profile.Min,
            "max" => profile.Max,
            "deviation" => profile.Variance is { } variance ? Math.Sqrt(variance) : null,
            "distinct" => profile.Distinct,
            _ => (double)profile.Missing / table.RowCount,
        };
        if (value is null) findings.Add(Unjudged($"The {statistic} of '{column}' cannot be told."));
        else if (value < min || value > max)
        {
            findings.Add(Broken($"The {statistic} of '{column}' is {Values.Number(value.Value)}; allowed is {Values.Number(min)} to {Values.Number(max)}.", $"{context.File}:1:{column}"));
        }
    }
}
