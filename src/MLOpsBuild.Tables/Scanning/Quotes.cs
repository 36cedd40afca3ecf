namespace MLOpsBuild.Tables.Scanning;

/// <summary>Quotes within quoted fields are written twice.</summary>
internal static class Quotes
{
    /// <summary>Writes the text with each pair of quotes as one.</summary>
    /// <returns>The bytes written.</returns>
    public static int Undouble(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            text[length++] = raw[i];
            if (raw[i] == '"' && i + 1 < raw.Length && raw[i + 1] == '"') i++;
        }

        return length;
    }
}
