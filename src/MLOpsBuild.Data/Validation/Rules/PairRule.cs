using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>pair-allowed</c>: the values of two <c>columns</c> together are among the <c>pairs</c>; rows where one is missing are not judged.</summary>
internal sealed class PairRule : RowRule
{
    public const string Kind = "pair-allowed";
    private readonly HashSet<(ulong, ulong)> _allowed = [];

    private PairRule(RuleHeader header, IReadOnlyList<string> columns, double mostly, Table pairs)
        : base(header, columns, mostly)
    {
        if (pairs.RowCount == 0) return;
        var (a, b) = RowKeys.Of(new Batch(pairs, 1), columns);
        for (var row = 0; row < a.Length; row++) _allowed.Add((a[row], b[row]));
    }

    protected override string Fault => $"are none of the {_allowed.Count} allowed pairs";

    protected override string What => $"pairs of {string.Join(" and ", Columns)}";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "pairs", "mostly");
        var columns = reader.ColumnList("columns", 2);
        if (columns.Count != 2 || columns[0].Name == columns[1].Name) reader.Wrong("needs two different columns");
        var pairs = reader.Strict.Items(reader.Strict.Required(reader.Node, "pairs", reader.What), $"'pairs' of {reader.What}");
        if (pairs.Count == 0) reader.Wrong("needs 'pairs'");
        var cells = new List<Cell>[] { [], [] };
        foreach (var pair in pairs)
        {
            var items = reader.Strict.Items(pair, "a pair");
            if (items.Count != 2) reader.Strict.Wrong(pair, $"{reader.What}: a pair has two values.");
            for (var i = 0; i < 2 && items.Count == 2; i++) cells[i].Add(ValueSet.Cell(reader, "pairs", columns[Math.Min(i, columns.Count - 1)].Type, items[i]));
        }

        var table = columns.Count == 2 && columns[0].Name.Length > 0 && columns[1].Name.Length > 0 && columns[0].Name != columns[1].Name
            ? new Table([ColumnOf(columns[0], cells[0]), ColumnOf(columns[1], cells[1])])
            : new Table([]);
        return new PairRule(header, [.. columns.Select(c => c.Name)], reader.Mostly(), table);
    }

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch)
    {
        var (a, b) = RowKeys.Of(batch, Columns, skipMissing: true);
        return ((from, marks) =>
        {
            for (var i = 0; i < marks.Length; i++)
            {
                var row = from + i;
                marks[i] = (a[row] | b[row]) == 0 ? Mark.NotJudged : _allowed.Contains((a[row], b[row])) ? Mark.Kept : Mark.Broken;
            }
        }, 0);
    }

    private static Column ColumnOf(ColumnSchema column, List<Cell> cells) => column.Type switch
    {
        ColumnType.Text => TextColumn.Of(column.Name, [.. cells.Select(c => c.Text)]),
        ColumnType.Integer => new IntegerColumn(column.Name, [.. cells.Select(c => c.IsMissing ? 0 : c.Integer)]),
        ColumnType.Number => new NumberColumn(column.Name, [.. cells.Select(c => c.Number)]),
        _ => new TimeColumn(column.Name, [.. cells.Select(c => c.IsMissing ? DateTime.MinValue : c.Time)]),
    };
}
