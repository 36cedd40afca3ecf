namespace MLOpsBuild.Tables;

/// <summary>A column of doubles; NaN is a missing value.</summary>
public sealed class NumberColumn : Column
{
    private readonly double[] _values;

    /// <summary>Takes the array over: the caller gives it up.</summary>
    public NumberColumn(string name, double[] values)
        : base(name, values.Length) => _values = values;

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Number;

    /// <summary>The values, missing as NaN.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public override Cell this[int row] => Cell.Of(_values[row]);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumberColumn(name, _values);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = _values[rows[i]];
        return new NumberColumn(Name, taken);
    }

    /// <inheritdoc/>
    public override double[] ToNumbers() => [.. _values];
}
