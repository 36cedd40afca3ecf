namespace MLOpsBuild.Content.Packing;

/// <summary>Blocks as a stream that is read once.</summary>
internal sealed class PackStream(IEnumerable<ReadOnlyMemory<byte>> blocks) : Stream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _blocks = blocks.GetEnumerator();
    private ReadOnlyMemory<byte> _current;
    private long _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The pack is made while it is read.");

    public override long Position { get => _given; set => throw new NotSupportedException("The pack is made while it is read."); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_current.IsEmpty)
        {
            if (!_blocks.MoveNext()) return 0;
            _current = _blocks.Current;
        }

        var count = Math.Min(buffer.Length, _current.Length);
        _current.Span[..count].CopyTo(buffer);
        _current = _current[count..];
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The pack is made while it is read.");

    public override void SetLength(long value) => throw new NotSupportedException("The pack is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The pack is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) _blocks.Dispose();
        base.Dispose(disposing);
    }
}
