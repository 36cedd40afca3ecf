namespace MLOpsBuild.Tables.Scanning;

/// <summary>Whole records of a file, one behind the other, as the cutter found them.</summary>
internal sealed class CsvBlock(NativeBuffer buffer)
{
    public NativeBuffer Buffer { get; } = buffer;

    /// <summary>The number of the block, from 0.</summary>
    public int Index { get; set; }

    /// <summary>The bytes in use; the byte behind them is a line feed.</summary>
    public int Length { get; set; }

    /// <summary>The number of the first record, the empty lines before it included.</summary>
    public long FirstRow { get; set; }

    /// <summary>The records within the bytes.</summary>
    public int Records { get; set; }

    /// <summary>Empty lines before the first record that turned out not to be the end of the file.</summary>
    public long LeadingBlanks { get; set; }

    public bool HasQuotes { get; set; }

    public bool HasReturns { get; set; }

    /// <summary>Not 0: the block is the beginning of one record that is longer than allowed, and this is its whole length.</summary>
    public long CutRecordBytes { get; set; }

    /// <summary>The record that is too long ended with the file and within quotes.</summary>
    public bool Unclosed { get; set; }

    public ReadOnlySpan<byte> Bytes => Buffer.Span[..Length];

    /// <summary>Puts a line feed behind the bytes: the last record of a file may lack its line end.</summary>
    public unsafe void Terminate() => Buffer.Bytes[Length] = (byte)'\n';
}
