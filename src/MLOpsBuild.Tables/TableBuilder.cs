namespace MLOpsBuild.Tables;

/// <summary>Builds a table row by row. Not thread-safe.</summary>
public sealed class TableBuilder
{
    private readonly IReadOnlyList<(string Name, ColumnType Type)> _columns;
    private readonly List<Cell>[] _cells;

    /// <summary>Starts an empty table.</summary>
    public TableBuilder(IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        _columns = [.. columns];
        _cells = [.. columns.Select(_ => new List<Cell>())];
    }

    /// <summary>The number of rows so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>Takes one row: one cell per column, of its type or missing; an integer may stand in a number column.</summary>
    /// <exception cref="ArgumentException">The number of cells or a type is wrong.</exception>
    public void Add(params IReadOnlyList<Cell> row)
    {
        if (row.Count != _columns.Count) throw new ArgumentException($"The row has {row.Count} cells; the table has {_columns.Count} columns.", nameof(row));
        for (var i = 0; i < row.Count; i++)
        {
            var (name, type) = _columns[i];
            if (row[i].Type is { } found && found != type && !(found == ColumnType.Integer && type == ColumnType.Number))
            {
                throw new ArgumentException($"Column '{name}' is {type}; the cell is {found}.", nameof(row));
            }
        }

        for (var i = 0; i < row.Count; i++) _cells[i].Add(row[i]);
        RowCount++;
    }

    /// <summary>The rows as a table. More rows can be added afterwards; the table does not change.</summary>
    public Table Build() => new([.. _columns.Select((column, i) => Build(column.Name, column.Type, _cells[i]))]);

    private static Column Build(string name, ColumnType type, List<Cell> cells) => type switch
    {
        ColumnType.Number => new NumberColumn(name, [.. cells.Select(c => c.Number)]),
        ColumnType.Integer => Integers(name, cells),
        ColumnType.Time => new TimeColumn(name, [.. cells.Select(c => c.IsMissing ? DateTime.MinValue : c.Time)]),
        _ => TextColumn.Of(name, [.. cells.Select(c => c.Text)]),
    };

    private static IntegerColumn Integers(string name, List<Cell> cells)
    {
        var values = new long[cells.Count];
        ulong[]? missing = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (!cells[i].IsMissing)
            {
                values[i] = cells[i].Integer;
                continue;
            }

            missing ??= new ulong[(values.Length + 63) / 64];
            missing[i >> 6] |= 1UL << (i & 63);
        }

        return new IntegerColumn(name, values, missing);
    }
}
