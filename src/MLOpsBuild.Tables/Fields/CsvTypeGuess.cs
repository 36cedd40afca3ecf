using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>Finds the narrowest type that every value of a column has. One value that does not fit decides, however late it comes; the order does not matter.</summary>
internal sealed class CsvTypeGuess(NumberFormat? numbers = null, TimeFormats? times = null)
{
    // Beyond this an integer may change when it becomes a double.
    private const long MostExact = 1L << 53;

    private bool _integer = true;
    private bool _exact = true;
    private bool _number = true;
    private bool _time = true;
    private bool _any;

    /// <summary>The type; text for a column without values.</summary>
    public ColumnType Type => !_any ? ColumnType.Text
        : _integer ? ColumnType.Integer
        : _number && _exact ? ColumnType.Number
        : _time ? ColumnType.Time
        : ColumnType.Text;

    /// <summary>True when nothing can change the type any more.</summary>
    public bool IsText => _any && !_integer && !_time && !(_number && _exact);

    public bool MayBeInteger => _integer;

    /// <summary>True when all values so far are times and at least one is.</summary>
    public bool IsTime => _any && _time && !_number;

    /// <summary>Takes an integer of at most eight digits.</summary>
    public void ObserveShortInteger()
    {
        _any = true;
        _time = false;
    }

    /// <summary>Takes one value that is not missing.</summary>
    public void Observe(ReadOnlySpan<byte> field)
    {
        _any = true;
        if (_integer || _number) ObserveNumber(field);
        if (_time) _time = times is null ? FieldParser.TryTime(field, out _) : times.TryRead(field, out _);
    }

    private void ObserveNumber(ReadOnlySpan<byte> field)
    {
        if (numbers is null)
        {
            ObservePlain(field);
            return;
        }

        Span<byte> plain = stackalloc byte[NumberFormat.MostBytes];
        if (numbers.TryRewrite(field, plain, out var length)) ObservePlain(plain[..length]);
        else _integer = _number = false;
    }

    private void ObservePlain(ReadOnlySpan<byte> field)
    {
        if (FieldParser.LooksInteger(field, out var value))
        {
            _exact &= value is >= -MostExact and <= MostExact;
            return;
        }

        _integer = false;
        _number = _number && FieldParser.LooksNumber(field);
    }

    /// <summary>Takes a value that is no number whatever it looks like.</summary>
    public void ObserveText(ReadOnlySpan<byte> text)
    {
        _any = true;
        _integer = false;
        _number = false;
        _time = _time && (times is null ? FieldParser.TryTime(text, out _) : times.TryRead(text, out _));
    }

    /// <summary>Takes over what another part of the file said.</summary>
    public void Merge(CsvTypeGuess other)
    {
        _integer &= other._integer;
        _exact &= other._exact;
        _number &= other._number;
        _time &= other._time;
        _any |= other._any;
    }
}
