namespace MLOpsBuild.Tables.Scanning;

/// <summary>
/// Counts the records of a growing run of bytes and finds where the last whole one ends: quotes open only at the start of a field, so this needs the bytes in order
/// and nothing else. Between quotes it goes at the speed of the vectorised searches.
/// </summary>
/// <param name="delimiter">What separates fields; null when there are none and quotes mean nothing.</param>
internal struct RecordWalk(byte? delimiter)
{
    private const byte Quote = (byte)'"';

    /// <summary>Everything before is decided.</summary>
    public int Position { get; private set; }

    /// <summary>Behind the line end of the last whole record.</summary>
    public int Boundary { get; private set; }

    /// <summary>Whole records before <see cref="Boundary"/>.</summary>
    public int Records { get; private set; }

    public bool HasQuotes { get; private set; }

    public bool HasReturns { get; private set; }

    public bool InQuotes { get; private set; }

    /// <summary>Goes on to the end of the bytes, which begin with a record and with the bytes of the last call.</summary>
    public void Advance(ReadOnlySpan<byte> bytes, bool ended)
    {
        // What follows decides about a return at the end and about a quote at the end.
        if (!ended && !bytes.IsEmpty && bytes[^1] == '\r') bytes = bytes[..^1];
        while (Position < bytes.Length)
        {
            var found = delimiter is null ? -1 : bytes[Position..].IndexOf(Quote);
            var until = found < 0 ? bytes.Length : Position + found;
            if (!InQuotes) CountLines(bytes, until);
            if (found < 0)
            {
                Position = bytes.Length;
                return;
            }

            HasQuotes = true;
            if (!InQuotes) Open(bytes, until);
            else if (until + 1 == bytes.Length && !ended)
            {
                Position = until;
                return;
            }
            else Close(bytes, until);
        }
    }

    private void Open(ReadOnlySpan<byte> bytes, int quote)
    {
        InQuotes = quote == 0 || bytes[quote - 1] is (byte)'\n' or (byte)'\r' || bytes[quote - 1] == delimiter;
        Position = quote + 1;
    }

    private void Close(ReadOnlySpan<byte> bytes, int quote)
    {
        var doubled = quote + 1 < bytes.Length && bytes[quote + 1] == Quote;
        InQuotes = doubled;
        Position = quote + (doubled ? 2 : 1);
    }

    private void CountLines(ReadOnlySpan<byte> bytes, int until)
    {
        var part = bytes[Position..until];
        if (!part.Contains((byte)'\r'))
        {
            var last = part.LastIndexOf((byte)'\n');
            if (last < 0) return;
            Boundary = Position + last + 1;
            Records += part.Count((byte)'\n');
            return;
        }

        HasReturns = true;
        for (var i = Position; i < until; i++)
        {
            var next = bytes[i..until].IndexOfAny((byte)'\n', (byte)'\r');
            if (next < 0) return;
            i += next;
            if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n') i++;
            Boundary = i + 1;
            Records++;
        }
    }
}
