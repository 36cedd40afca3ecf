namespace MLOpsBuild.Content.Chunking;

/// <summary>Writes chunks while others are still cut and hashed, each flushed before it gets its name.</summary>
/// <remarks>
/// Several files are under way at a time, since the disk takes them side by side and a flush is mostly waiting. The bytes go past the system's page cache where it lets them
/// (<see cref="DirectFile"/>): a large file would only push other files out of it, and filling cold pages cost more than hashing did, 0.24 s of 0.44 s for 97 MB.
/// </remarks>
internal sealed class ChunkFiles : IDisposable
{
    private readonly ContentStore _store;
    private readonly AlignedBuffer[] _buffers;
    private readonly Conveyor<AlignedBuffer> _free;
    private readonly Conveyor<(AlignedBuffer Bytes, Digest Digest)> _toWrite;

    public ChunkFiles(ContentStore store, int mostBytes)
    {
        _store = store;
        _buffers = [.. Enumerable.Range(0, Writers + 2).Select(_ => new AlignedBuffer(mostBytes))];
        _free = new Conveyor<AlignedBuffer>(_buffers.Length);
        _toWrite = new Conveyor<(AlignedBuffer, Digest)>(_buffers.Length);
        foreach (var buffer in _buffers) _free.Add(buffer);
    }

    /// <summary>So many threads should call <see cref="Run"/>.</summary>
    public static int Writers => 4;

    /// <summary>Copies a chunk to be written, and waits when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void Write(ReadOnlySpan<byte> bytes, Digest digest)
    {
#pragma warning disable CA2000 // disposed of with all others
        if (!_free.TryTake(out var buffer)) throw new OperationCanceledException();
#pragma warning restore CA2000
        buffer.Set(bytes);
        _toWrite.Add((buffer, digest));
    }

    public void Complete() => _toWrite.Complete();

    public void Stop()
    {
        _free.Stop();
        _toWrite.Stop();
    }

    /// <summary>Works until the last file is in its place.</summary>
    public void Run()
    {
        while (_toWrite.TryTake(out var chunk))
        {
            using (var file = _store.NewUnfinished(bufferBytes: 0))
            {
                DirectFile.Write(file.Stream, chunk.Bytes);
                file.Close();
                using var held = _store.HoldAgainstCollection();
                file.MoveTo(_store.PathOf(chunk.Digest));
            }

            _free.Add(chunk.Bytes);
        }
    }

    /// <summary>Only when nobody works any more.</summary>
    public void Dispose()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
    }
}
