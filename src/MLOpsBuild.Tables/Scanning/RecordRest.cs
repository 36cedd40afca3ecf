namespace MLOpsBuild.Tables.Scanning;

/// <summary>Finds the end of a record that is too long to be kept, piece by piece.</summary>
internal sealed class RecordRest(byte? delimiter, bool inQuotes, byte before)
{
    private byte _before = before;
    private bool _inQuotes = inQuotes;
    private bool _quotePending;

    public bool InQuotes => _inQuotes && !_quotePending;

    public bool IsOver { get; private set; }

    /// <summary>Bytes of the line end among those that were taken.</summary>
    public int LineEndBytes { get; private set; }

    /// <summary>Takes bytes up to behind the record's line end, or all.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = bytes[i];
            // A return was the last byte of the piece before: a line feed belongs to it.
            if (LineEndBytes == 1)
            {
                IsOver = true;
                if (c != '\n') return i;
                LineEndBytes = 2;
                return i + 1;
            }

            if (_quotePending)
            {
                _quotePending = false;
                if (c == '"') continue;
                _inQuotes = false;
            }

            if (_inQuotes) _quotePending = c == '"';
            else if (c == '"') _inQuotes = _before == delimiter;
            else if (c is (byte)'\n' or (byte)'\r')
            {
                LineEndBytes = 1;
                IsOver = c == '\n';
                if (IsOver) return i + 1;
            }

            _before = c;
        }

        return bytes.Length;
    }
}
