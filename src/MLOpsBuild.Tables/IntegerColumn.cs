namespace MLOpsBuild.Tables;

/// <summary>A column of 64-bit integers with a bitmap of the missing ones.</summary>
public sealed class IntegerColumn : Column
{
    private readonly long[] _values;
    private readonly ulong[]? _missing;

    /// <summary>Takes the arrays over. Bit <c>row % 64</c> of <c>missing[row / 64]</c> set means no value; null means that none is missing.</summary>
    public IntegerColumn(string name, long[] values, ulong[]? missing = null)
        : base(name, values.Length)
    {
        if (missing is not null && missing.Length != (values.Length + 63) / 64)
        {
            throw new ArgumentException($"The bitmap of {values.Length} rows needs {(values.Length + 63) / 64} words; it has {missing.Length}.", nameof(missing));
        }

        _values = values;
        _missing = missing;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Integer;

    /// <summary>The values; 0 where missing.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <inheritdoc/>
    public override Cell this[int row] => IsMissing(row) ? Cell.Missing : Cell.Of(_values[row]);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _missing is not null && (_missing[row >> 6] >> (row & 63) & 1) != 0;

    /// <inheritdoc/>
    public override Column Rename(string name) => new IntegerColumn(name, _values, _missing);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new long[rows.Length];
        ulong[]? missing = null;
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = _values[rows[i]];
            if (!IsMissing(rows[i])) continue;
            missing ??= new ulong[(rows.Length + 63) / 64];
            missing[i >> 6] |= 1UL << (i & 63);
        }

        return new IntegerColumn(Name, taken, missing);
    }

    /// <inheritdoc/>
    public override double[] ToNumbers()
    {
        var numbers = new double[Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = IsMissing(i) ? double.NaN : _values[i];
        return numbers;
    }
}
