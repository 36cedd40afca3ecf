using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MLOpsBuild.Content.Chunking;

/// <summary>Cuts, hashes, writes and flushes a file at the same time, reading it once.</summary>
/// <remarks>
/// The caller's thread reads and cuts; one task hashes the whole file, others hash chunks, and some more write and flush them. They share a few buffers, so a fast reader waits for the others
/// and memory does not depend on the file. A chunk gets its name after its flush, the list of chunks after all of them and their folder's flush, and the link to it last:
/// whatever is killed or cut off in between leaves whole blobs that nothing names yet.
/// </remarks>
internal sealed class ChunkWriter : IDisposable
{
    private const int Buffers = 6;
    private readonly ContentStore _store;
    private readonly Chunker _chunker;
    private readonly CancellationToken _asked;
    private readonly Conveyor<byte[]> _free = new(Buffers);
    private readonly Conveyor<Segment> _toHash = new(Buffers);
    private readonly Conveyor<PlacedChunk> _toKeep = new(int.MaxValue); // bounded by the buffers
    private readonly ChunkFiles _files;
    private readonly ConcurrentDictionary<Digest, bool> _seen = new();
    private readonly List<Descriptor?> _chunks = [];
    private long _newBytes;
    private Digest _whole;

    public ChunkWriter(ContentStore store, Chunker chunker, CancellationToken cancellationToken)
    {
        (_store, _chunker, _asked) = (store, chunker, cancellationToken);
        _files = new ChunkFiles(store, chunker.Sizes.Most);
        for (var i = 0; i < Buffers; i++) _free.Add(GC.AllocateUninitializedArray<byte>(Math.Max(2 << 20, 2 * chunker.Sizes.Most)));
    }

    /// <summary>Keeps the bytes and what the stream gives after them.</summary>
    public StoredFile Write(ReadOnlyMemory<byte> start, Stream rest)
    {
        var keepers = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount - 1, 1, 4)).Select(_ => Start(KeepChunks)).ToArray();
        var kept = Task.WhenAll(keepers).ContinueWith(_ => _files.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Task[] workers = [.. keepers, kept, Start(HashWhole), .. Enumerable.Range(0, ChunkFiles.Writers).Select(_ => Start(_files.Run))];
        var size = 0L;
        try
        {
            size = Cut(start, rest);
        }
        catch (OperationCanceledException) when (!_asked.IsCancellationRequested)
        {
            // A worker failed: its reason is thrown below.
        }
        catch
        {
            Stop();
            throw;
        }
        finally
        {
            _toHash.Complete();
            _toKeep.Complete();
            Await(workers);
        }

        return Finish(size);
    }

    public void Dispose() => _files.Dispose();

    private StoredFile Finish(long size)
    {
        _asked.ThrowIfCancellationRequested();
        _store.FlushNames();
        var head = ChunkList.Write(_store, _whole, size, [.. _chunks.Select(c => c!)]);
        FileLinks.Set(_store, _whole, head);
        return new StoredFile(_whole, size, head, _chunks.Count, _newBytes);
    }

    private long Cut(ReadOnlyMemory<byte> start, Stream rest)
    {
        var source = new StartedStream(start, rest);
        var size = 0L;
        var kept = 0;
        var buffer = TakeBuffer();
        while (true)
        {
            var filled = kept + source.Fill(buffer.AsSpan(kept));
            if (filled == 0) return size;
            var isEnd = filled < buffer.Length;
            var cuts = CutsOf(buffer.AsSpan(0, filled), isEnd);
            var end = cuts[^1];
            size += end;
            var next = isEnd ? [] : TakeBuffer();
            if (!isEnd) buffer.AsSpan(end, filled - end).CopyTo(next);
            Hand(buffer, cuts);
            if (isEnd) return size;
            kept = filled - end;
            buffer = next;
        }
    }

    private byte[] TakeBuffer()
    {
        _asked.ThrowIfCancellationRequested();
        return _free.TryTake(out var buffer) ? buffer : throw new OperationCanceledException();
    }

    private List<int> CutsOf(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var cuts = new List<int>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = _chunker.NextCut(bytes[at..], isEnd);
            if (length == 0) break;
            cuts.Add(at += length);
        }

        return cuts;
    }

    private void Hand(byte[] buffer, List<int> cuts)
    {
        var segment = new Segment(buffer, cuts[^1], users: cuts.Count + 1);
        _toHash.Add(segment);
        var from = 0;
        foreach (var to in cuts)
        {
            int index;
            lock (_chunks)
            {
                index = _chunks.Count;
                _chunks.Add(null);
            }

            _toKeep.Add(new PlacedChunk(segment, index, from, to - from));
            from = to;
        }
    }

    private void HashWhole()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (_toHash.TryTake(out var segment))
        {
            hash.AppendData(segment.Bytes);
            Release(segment);
        }

        _whole = Digest.FromHash(hash.GetHashAndReset());
    }

    private void KeepChunks()
    {
        while (_toKeep.TryTake(out var chunk))
        {
            var descriptor = new Descriptor(MediaTypes.Bytes, Keep(chunk.Bytes), chunk.Length);
            lock (_chunks) _chunks[chunk.Index] = descriptor;
            Release(chunk.Segment);
        }
    }

    private Digest Keep(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        if (!_seen.TryAdd(digest, true) || _store.IsKept(digest, bytes.Length)) return digest;
        _files.Write(bytes, digest);
        Interlocked.Add(ref _newBytes, bytes.Length);
        return digest;
    }

    private void Release(Segment segment)
    {
        if (segment.IsReleasedByLast()) _free.Add(segment.Buffer);
    }

    private void Stop()
    {
        _free.Stop();
        _toHash.Stop();
        _toKeep.Stop();
        _files.Stop();
    }

    /// <summary>A thread of its own, whose failure ends all others.</summary>
    private Task Start(Action work) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                work();
            }
            catch
            {
                Stop();
                throw;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Waits for all; throws what went wrong first, which is not the cancellation that it caused.</summary>
    private void Await(Task[] workers)
    {
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException all)
        {
            var cause = all.Flatten().InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException);
            if (cause is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            _asked.ThrowIfCancellationRequested();
        }
    }
}
