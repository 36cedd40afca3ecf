using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>Turns rows of cells into a table of columns.</summary>
internal static class CellColumns
{
    /// <summary>The table of the given rows; each has one cell per field, of the field's type or missing.</summary>
    /// <exception cref="InvalidOperationException">A row has another length or a cell another type.</exception>
    public static Table ToTable(IReadOnlyList<Field> fields, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        foreach (var row in rows)
        {
            if (row.Count != fields.Count) throw new InvalidOperationException($"A row has {row.Count} values for {fields.Count} fields.");
        }

        var columns = new Column[fields.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = ToColumn(fields[i], rows, i);
        return new Table(columns);
    }

    private static Column ToColumn(Field field, IReadOnlyList<IReadOnlyList<Cell>> rows, int at)
    {
        foreach (var row in rows) RequireType(field, row[at]);
        return field.Type switch
        {
            ColumnType.Number => new NumberColumn(field.Name, Values(rows, at, cell => cell.Number)),
            ColumnType.Integer => Integers(field.Name, rows, at),
            ColumnType.Text => TextColumn.Of(field.Name, Values(rows, at, cell => cell.Text)),
            _ => new TimeColumn(field.Name, Values(rows, at, cell => cell.IsMissing ? DateTime.MinValue : cell.Time)),
        };
    }

    private static void RequireType(Field field, Cell cell)
    {
        var fits = cell.IsMissing || cell.Type == field.Type || (field.Type is ColumnType.Number && cell.Type is ColumnType.Integer);
        if (!fits) throw new InvalidOperationException($"'{field.Name}' is declared as {Words.Of(field.Type)} but was given a {Words.Of(cell.Type!.Value)}.");
    }

    private static IntegerColumn Integers(string name, IReadOnlyList<IReadOnlyList<Cell>> rows, int at)
    {
        var missing = new ulong[(rows.Count + 63) / 64];
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i][at].IsMissing) missing[i >> 6] |= 1UL << (i & 63);
        }

        return new IntegerColumn(name, Values(rows, at, cell => cell.IsMissing ? 0 : cell.Integer), missing);
    }

    private static T[] Values<T>(IReadOnlyList<IReadOnlyList<Cell>> rows, int at, Func<Cell, T> read)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i][at]);
        return values;
    }
}
