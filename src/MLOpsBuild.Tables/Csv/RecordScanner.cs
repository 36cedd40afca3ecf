namespace MLOpsBuild.Tables.Csv;

/// <summary>Where a field is, and what its quotes did.</summary>
internal struct FieldRange
{
    /// <summary>First byte, without the opening quote.</summary>
    public int Start;

    /// <summary>Bytes, without the closing quote.</summary>
    public int Length;

    /// <summary>The field was in quotes.</summary>
    public bool Quoted;

    /// <summary>It holds doubled quotes.</summary>
    public bool Escaped;

    /// <summary>The closing quote is missing, or something follows it.</summary>
    public bool Broken;
}

/// <summary>Splits bytes into records and fields by RFC 4180; CR, LF and CRLF end a record. One forward pass, no allocation.</summary>
internal ref struct RecordScanner
{
    private const byte Quote = (byte)'"';
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly byte _delimiter;
    private readonly FieldRange[] _fields;
    private int _position;

    /// <param name="bytes">All of the file, without a byte order mark.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="fields">Room for the fields of one record; further ones are counted and not kept.</param>
    public RecordScanner(ReadOnlySpan<byte> bytes, byte delimiter, FieldRange[] fields)
    {
        _bytes = bytes;
        _delimiter = delimiter;
        _fields = fields;
    }

    /// <summary>The number of fields of the record, also of those not kept.</summary>
    public int FieldCount { get; private set; }

    /// <summary>True when the record is an empty line.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>The record's bytes without its line end.</summary>
    public ReadOnlySpan<byte> Record { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        var start = _position;
        if (start >= _bytes.Length) return false;
        var count = 0;
        var more = true;
        var end = start;
        while (more)
        {
            FieldRange field = default;
            if (_position < _bytes.Length && _bytes[_position] == Quote) ReadQuoted(ref field);
            else ReadPlain(ref field);
            if (count < _fields.Length) _fields[count] = field;
            count++;
            end = _position;
            more = _position < _bytes.Length && _bytes[_position] == _delimiter;
            if (more) _position++;
        }

        FieldCount = count;
        IsBlank = end == start;
        Record = _bytes[start..end];
        SkipLineEnd();
        return true;
    }

    /// <summary>The field's bytes; doubled quotes are still doubled.</summary>
    public readonly ReadOnlySpan<byte> Raw(in FieldRange field) => _bytes.Slice(field.Start, field.Length);

    private void ReadPlain(ref FieldRange field)
    {
        var rest = _bytes[_position..];
        var length = rest.IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
        if (length < 0) length = rest.Length;
        field.Start = _position;
        field.Length = length;
        _position += length;
    }

    private void ReadQuoted(ref FieldRange field)
    {
        field.Quoted = true;
        field.Start = ++_position;
        while (true)
        {
            var length = _bytes[_position..].IndexOf(Quote);
            if (length < 0)
            {
                field.Broken = true;
                field.Length = _bytes.Length - field.Start;
                _position = _bytes.Length;
                return;
            }

            _position += length + 1;
            if (_position >= _bytes.Length || _bytes[_position] != Quote) break;
            field.Escaped = true;
            _position++;
        }

        field.Length = _position - 1 - field.Start;
        var after = _bytes[_position..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
        if (after < 0) after = _bytes.Length - _position;
        field.Broken = after > 0;
        _position += after;
    }

    private void SkipLineEnd()
    {
        if (_position < _bytes.Length && _bytes[_position] == '\r') _position++;
        else if (_position < _bytes.Length)
        {
            _position++;
            return;
        }

        if (_position < _bytes.Length && _bytes[_position] == '\n') _position++;
    }
}
