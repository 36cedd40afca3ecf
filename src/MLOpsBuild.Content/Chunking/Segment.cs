namespace MLOpsBuild.Content.Chunking;

/// <summary>Whole chunks that lie together in one buffer. The last of its users gives the buffer back.</summary>
internal sealed class Segment(byte[] buffer, int count, int users)
{
    private int _users = users;

    public byte[] Buffer => buffer;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, count);

    public bool IsReleasedByLast() => Interlocked.Decrement(ref _users) == 0;
}

/// <summary>One chunk of a segment, and which one it is in the file.</summary>
internal readonly record struct PlacedChunk(Segment Segment, int Index, int Start, int Length)
{
    public ReadOnlySpan<byte> Bytes => Segment.Buffer.AsSpan(Start, Length);
}
