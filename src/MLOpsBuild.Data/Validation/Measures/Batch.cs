using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Consecutive rows of a partition with what several rules need of them, made once. Used by one thread at a time.</summary>
/// <param name="table">The rows.</param>
/// <param name="firstRow">The record of the first row, with the header as 1.</param>
/// <param name="keepsBroken">True when the rows that break a rule are wanted, not just their number.</param>
internal sealed class Batch(Table table, long firstRow, bool keepsBroken = false)
{
    private readonly Dictionary<Column, int> _missing = [];
    private readonly Dictionary<Column, double[]> _numbers = [];
    private readonly Dictionary<object, object> _made = new(ReferenceEqualityComparer.Instance);

    public Table Table => table;

    public long FirstRow => firstRow;

    public bool KeepsBroken => keepsBroken;

    public int Count => table.RowCount;

    public Column this[string column] => table[column];

    /// <summary>The number of missing values.</summary>
    public int Missing(Column column)
    {
        if (_missing.TryGetValue(column, out var known)) return known;
        var missing = 0;
        switch (column)
        {
            case TextColumn texts:
                missing = texts.Codes.Count(-1);
                break;
            case NumberColumn numbers:
                foreach (var value in numbers.Values) missing += double.IsNaN(value) ? 1 : 0;
                break;
            case TimeColumn times:
                foreach (var time in times.Values) missing += time.Ticks == 0 ? 1 : 0;
                break;
            default:
                for (var row = 0; row < column.Count; row++) missing += column.IsMissing(row) ? 1 : 0;
                break;
        }

        return _missing[column] = missing;
    }

    /// <summary>The values of a numeric column, missing as NaN.</summary>
    public ReadOnlySpan<double> Numbers(Column column)
    {
        if (column is NumberColumn numbers) return numbers.Values;
        if (_numbers.TryGetValue(column, out var known)) return known;
        return _numbers[column] = column.ToNumbers();
    }

    /// <summary>What an owner needs once for a batch, such as its judgement of each text of a dictionary.</summary>
    public T Once<T>(object owner, Func<T> make)
        where T : class
    {
        if (_made.TryGetValue(owner, out var known)) return (T)known;
        var made = make();
        _made.Add(owner, made);
        return made;
    }
}
