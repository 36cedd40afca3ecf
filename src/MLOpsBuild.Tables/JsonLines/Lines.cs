namespace MLOpsBuild.Tables.JsonLines;

/// <summary>The lines of some bytes; LF, CR and CRLF end one.</summary>
internal ref struct Lines(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>Where the line begins.</summary>
    public int Start { get; private set; }

    /// <summary>Its bytes without the line end.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Current => _bytes.Slice(Start, Length);

    public bool Next()
    {
        if (_next >= _bytes.Length) return false;
        Start = _next;
        var end = _bytes[Start..].IndexOfAny((byte)'\n', (byte)'\r');
        Length = end < 0 ? _bytes.Length - Start : end;
        _next = Start + Length + 1;
        if (_next < _bytes.Length && _bytes[_next - 1] == '\r' && _bytes[_next] == '\n') _next++;
        return true;
    }
}
