namespace MLOpsBuild.Tables.Scanning;

/// <summary>The first record of some bytes, byte by byte, by the rules of <see cref="BlockFields"/>.</summary>
internal sealed class HeaderRecord
{
    public HeaderRecord(ReadOnlySpan<byte> bytes, byte delimiter, int maxFields)
    {
        var fields = new List<FieldRange>();
        var at = 0;
        while (true)
        {
            var field = Field(bytes, delimiter, ref at);
            if (FieldCount++ < maxFields) fields.Add(field);
            IsBroken |= field.Broken;
            if (at >= bytes.Length || bytes[at] != delimiter) break;
            at++;
        }

        if (at == 0) FieldCount = 0;
        Length = at;
        Next = at < bytes.Length ? at + 1 : at;
        if (Next < bytes.Length && bytes[at] == '\r' && bytes[Next] == '\n') Next++;
        Fields = fields;
    }

    /// <summary>The fields, up to a limit.</summary>
    public IReadOnlyList<FieldRange> Fields { get; }

    /// <summary>All fields; 0 for an empty line.</summary>
    public int FieldCount { get; }

    /// <summary>A quoted field does not end as it should.</summary>
    public bool IsBroken { get; }

    /// <summary>The bytes before the line end.</summary>
    public int Length { get; }

    /// <summary>Where the next record begins.</summary>
    public int Next { get; }

    private static FieldRange Field(ReadOnlySpan<byte> bytes, byte delimiter, ref int at)
    {
        var field = default(FieldRange);
        field.Quoted = at < bytes.Length && bytes[at] == '"';
        if (field.Quoted) at++;
        field.Start = at;
        if (field.Quoted)
        {
            var quote = IndexOf(bytes, (byte)'"', at);
            while (quote + 1 < bytes.Length && bytes[quote + 1] == '"')
            {
                field.Escaped = true;
                quote = IndexOf(bytes, (byte)'"', quote + 2);
            }

            field.Length = quote - field.Start;
            field.Broken = quote >= bytes.Length;
            at = Math.Min(quote + 1, bytes.Length);
        }

        var rest = bytes[at..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
        var end = rest < 0 ? bytes.Length : at + rest;
        if (!field.Quoted) field.Length = end - field.Start;
        else field.Broken |= end > at;
        at = end;
        return field;
    }

    private static int IndexOf(ReadOnlySpan<byte> bytes, byte value, int from)
    {
        var found = from >= bytes.Length ? -1 : bytes[from..].IndexOf(value);
        return found < 0 ? bytes.Length : from + found;
    }
}
