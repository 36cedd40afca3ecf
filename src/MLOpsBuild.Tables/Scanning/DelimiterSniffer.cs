namespace MLOpsBuild.Tables.Scanning;

/// <summary>Finds out what separates the fields of a file, by the same rule for the same bytes always.</summary>
internal static class DelimiterSniffer
{
    /// <summary>One more than is looked at tells whether it is all.</summary>
    public const int BytesNeeded = Bytes + 1;

    private const int Bytes = 1 << 16;
    private const int MaxFields = 4096;
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The delimiter by which the first records fit the header best; see <c>CsvOptions.Delimiter</c>.</summary>
    public static char Find(ReadOnlySpan<byte> start)
    {
        var isAll = start.Length <= Bytes;
        if (!isAll) start = start[..Bytes];
        var best = (Delimiter: (byte)',', Agree: 0, Width: 1);
        foreach (var candidate in Candidates)
        {
            var (agree, width) = Judge(start, candidate, isAll);
            if (width > 1 && (best.Width == 1 || (agree, width).CompareTo((best.Agree, best.Width)) > 0)) best = (candidate, agree, width);
        }

        return (char)best.Delimiter;
    }

    private static (int Agree, int Width) Judge(ReadOnlySpan<byte> bytes, byte delimiter, bool isAll)
    {
        var header = new HeaderRecord(bytes, delimiter, 0);
        var agree = 1;
        for (var rest = bytes[header.Next..]; !rest.IsEmpty && header.FieldCount is > 1 and <= MaxFields;)
        {
            var record = new HeaderRecord(rest, delimiter, 0);
            // A record that the piece cuts off says nothing.
            if (record.Next >= rest.Length && !isAll) break;
            agree += record.FieldCount == header.FieldCount && !record.IsBroken ? 1 : -1;
            rest = rest[record.Next..];
        }

        // What breaks the header's quotes is no delimiter.
        return (agree, header.IsBroken ? 1 : header.FieldCount);
    }
}
