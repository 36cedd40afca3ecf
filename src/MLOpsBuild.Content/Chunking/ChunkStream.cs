namespace MLOpsBuild.Content.Chunking;

/// <summary>A chunked file as one stream: the chunk around the position is in memory, verified, and nothing else is.</summary>
internal sealed class ChunkStream : Stream
{
    private readonly ContentStore _store;
    private readonly IReadOnlyList<Descriptor> _chunks;
    private readonly long[] _starts;
    private byte[] _current = [];
    private int _index = -1;
    private long _position;

    public ChunkStream(ContentStore store, ChunkList list)
    {
        (_store, _chunks, Length) = (store, list.Chunks, list.Size);
        _starts = new long[_chunks.Count];
        for (var i = 1; i < _starts.Length; i++) _starts[i] = _starts[i - 1] + _chunks[i - 1].Size;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position is not negative.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        Load();
        var inside = (int)(_position - _starts[_index]);
        var count = Math.Min(buffer.Length, _current.Length - inside);
        _current.AsSpan(inside, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The file is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file is only read.");

    private void Load()
    {
        if (_index >= 0 && _position >= _starts[_index] && _position < _starts[_index] + _chunks[_index].Size) return;
        var found = Array.BinarySearch(_starts, _position);
        var index = found >= 0 ? found : ~found - 1;
        var chunk = _chunks[index];
        _index = -1; // a chunk that cannot be read leaves none behind
        if (_store.SizeOf(chunk.Digest) is { } size && size != chunk.Size) throw new ContentCorruptException(chunk.Digest, _store.PathOf(chunk.Digest));
        _current = _store.Get(chunk.Digest);
        _index = index;
    }
}
