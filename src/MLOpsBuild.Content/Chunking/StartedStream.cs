namespace MLOpsBuild.Content.Chunking;

/// <summary>A stream of which the start was read already.</summary>
internal sealed class StartedStream(ReadOnlyMemory<byte> start, Stream rest)
{
    private ReadOnlyMemory<byte> _start = start;

    /// <summary>Fills the buffer; less than all of it means the end.</summary>
    public int Fill(Span<byte> buffer)
    {
        var count = Math.Min(_start.Length, buffer.Length);
        _start.Span[..count].CopyTo(buffer);
        _start = _start[count..];
        return count + rest.ReadAtLeast(buffer[count..], buffer.Length - count, throwOnEndOfStream: false);
    }
}
