using System.Globalization;
using MLOpsBuild.Data.Validation.Expressions;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>
/// <c>row</c> (an expression over the row's columns is true), <c>compare</c> (a column <c>is</c> less than, equal to … an <c>other</c>) and <c>sum</c> (the sum of
/// several columns lies between bounds). A row where the answer is unknown, because a value is missing, is not judged.
/// </summary>
internal sealed class ExpressionRule(RuleHeader header, IReadOnlyList<string> columns, double mostly, TruthNode condition, string fault) : RowRule(header, columns, mostly)
{
    private static readonly byte[] MarkOf = [Mark.Broken, Mark.Kept, Mark.NotJudged];
    private static readonly string[] Signs = ["<", "<=", "=", "!=", ">=", ">"];

    protected override string Fault => fault;

    protected override string What => "rows";

    public static Rule ReadRow(RuleReader reader)
    {
        var header = reader.Header("row", "expression", "mostly");
        var text = reader.RequiredText("expression");
        var (condition, columns) = (new TruthConstant(true) as TruthNode, (IReadOnlyList<string>)[]);
        try
        {
            (condition, columns) = Parser.Condition(text, reader.Declared.DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal));
            if (columns.Count == 0) reader.Wrong("has an expression that names no column");
        }
        catch (ExpressionException e)
        {
            if (reader.Node["expression"] is { } node) reader.Strict.Wrong(node, string.Create(CultureInfo.InvariantCulture, $"{reader.What}: expression, character {e.Position}: {e.Message.TrimEnd('.')}."));
        }

        return new ExpressionRule(header, columns, reader.Mostly(), condition, $"break {text}");
    }

    public static Rule ReadCompare(RuleReader reader)
    {
        var header = reader.Header("compare", "column", "is", "other", "mostly");
        var column = reader.Column();
        IReadOnlyList<ColumnType> types = RuleReader.Numeric.Contains(column.Type) ? RuleReader.Numeric : [column.Type];
        var other = reader.ColumnAt("other", types);
        if (reader.Node["is"] is null) reader.Wrong("needs the key 'is'");
        var sign = reader.Word("is", "=", Signs);
        return new ExpressionRule(header, [column.Name, other.Name], reader.Mostly(), Compare(column, sign, other), $"break {column.Name} {sign} {other.Name}");
    }

    public static Rule ReadSum(RuleReader reader)
    {
        var header = reader.Header("sum", "columns", "min", "max", "equals", "tolerance", "mostly");
        var columns = reader.ColumnList("columns", 2, RuleReader.Numeric);
        var tolerance = reader.Number("tolerance", 0) ?? 0;
        var limits = reader.Number("equals") is { } equals ? new Limits(equals - tolerance, equals + tolerance) : reader.Limits();
        if (reader.Node["equals"] is not null && (reader.Node["min"] ?? reader.Node["max"]) is not null) reader.Wrong("has both 'equals' and bounds");
        NumberNode sum = new NumberSource(columns[0].Name, isInteger: false);
        foreach (var column in columns.Skip(1)) sum = new ArithmeticNode(sum, '+', new NumberSource(column.Name, isInteger: false));
        var condition = new AndNode(
            new NumberComparison(sum, Comparison.GreaterOrEqual, new NumberConstant(limits.Min)),
            new NumberComparison(sum, Comparison.LessOrEqual, new NumberConstant(limits.Max)));
        string[] names = [.. columns.Select(c => c.Name)];
        return new ExpressionRule(header, names, reader.Mostly(), condition, $"have a sum of {string.Join(" + ", names)} that is not {(limits.Min == limits.Max ? Values.Number(limits.Min) : limits.ToString())}");
    }

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => ((from, marks) =>
    {
        condition.Fill(batch, from, marks);
        for (var i = 0; i < marks.Length; i++) marks[i] = MarkOf[marks[i]];
    }, 0);

    private static TruthNode Compare(ColumnSchema column, string sign, ColumnSchema other)
    {
        var how = sign switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            "!=" => Comparison.NotEqual,
            ">=" => Comparison.GreaterOrEqual,
            ">" => Comparison.Greater,
            _ => Comparison.Equal,
        };
        return column.Type switch
        {
            ColumnType.Text => new TextComparison(new TextSource(column.Name), how, new TextSource(other.Name)),
            ColumnType.Time => new TimeComparison(new TimeSource(column.Name), how, new TimeSource(other.Name)),
            ColumnType.Integer when other.Type == ColumnType.Integer => new IntegerComparison(column.Name, how, other.Name, 0),
            _ => new NumberComparison(new NumberSource(column.Name, false), how, new NumberSource(other.Name, false)),
        };
    }
}
