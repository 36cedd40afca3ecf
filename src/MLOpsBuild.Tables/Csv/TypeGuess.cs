namespace MLOpsBuild.Tables.Csv;

/// <summary>Finds the narrowest type that every value of a column has. One value that does not fit decides, however late it comes.</summary>
internal sealed class TypeGuess
{
    private bool _integer = true;
    private bool _number = true;
    private bool _time = true;
    private bool _any;

    /// <summary>The type; text for a column without values.</summary>
    public ColumnType Type => !_any ? ColumnType.Text
        : _integer ? ColumnType.Integer
        : _number ? ColumnType.Number
        : _time ? ColumnType.Time
        : ColumnType.Text;

    /// <summary>Takes one value that is not missing.</summary>
    public void Observe(ReadOnlySpan<byte> field)
    {
        _any = true;
        if (_integer) _integer = FieldParser.LooksInteger(field);
        if (_number && !_integer) _number = FieldParser.LooksNumber(field);
        if (_time) _time = FieldParser.TryTime(field, out _);
    }
}
