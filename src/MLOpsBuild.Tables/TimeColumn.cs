namespace MLOpsBuild.Tables;

/// <summary>A column of local dates and times without a zone; <see cref="DateTime.MinValue"/> is a missing value.</summary>
public sealed class TimeColumn : Column
{
    private readonly DateTime[] _values;

    /// <summary>Takes the array over.</summary>
    public TimeColumn(string name, DateTime[] values)
        : base(name, values.Length) => _values = values;

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Time;

    /// <summary>The values; <see cref="DateTime.MinValue"/> where missing.</summary>
    public ReadOnlySpan<DateTime> Values => _values;

    /// <inheritdoc/>
    public override Cell this[int row] => IsMissing(row) ? Cell.Missing : Cell.Of(_values[row]);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _values[row] == DateTime.MinValue;

    /// <inheritdoc/>
    public override Column Rename(string name) => new TimeColumn(name, _values);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new DateTime[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = _values[rows[i]];
        return new TimeColumn(Name, taken);
    }
}
