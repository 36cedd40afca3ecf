using System.Text;

namespace MLOpsBuild.Content;

public sealed partial class ContentStore
{
    private const int ReadOnlyFileSystem = 30; // EROFS

    /// <summary>Keeps some bytes. A damaged blob of the same name is replaced.</summary>
    public Digest Put(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        if (IsKept(digest, bytes.Length)) return digest;
        EnsureLayout();
        using var file = _unfinished.NewFile();
        file.Stream.Write(bytes);
        Keep(file, digest);
        return digest;
    }

    /// <summary>Keeps everything that a stream still has to give.</summary>
    public Digest Put(Stream stream) => Put(stream, expected: null, long.MaxValue);

    /// <summary>Keeps a stream's bytes if they are the expected ones.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="expected">Their digest; null to take whatever comes.</param>
    /// <param name="maxBytes">More bytes than this are refused.</param>
    /// <exception cref="InvalidDataException">The bytes have another digest, or are too many; nothing is kept.</exception>
    public Digest Put(Stream stream, Digest? expected, long maxBytes)
    {
        using var incoming = NewIncoming(maxBytes);
        var buffer = new byte[HashedFile.BufferBytes];
        for (int read; (read = stream.Read(buffer)) > 0;) incoming.Append(buffer.AsSpan(0, read));
        return Keep(incoming, expected);
    }

    /// <summary>Keeps the bytes of a stream that comes from elsewhere if they are the expected ones.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="expected">Their digest.</param>
    /// <param name="maxBytes">More bytes than this are refused as soon as they come.</param>
    /// <param name="cancellationToken">Ends the copy; nothing is kept then.</param>
    /// <exception cref="InvalidDataException">The bytes have another digest, or are too many; nothing is kept.</exception>
    public async Task PutAsync(Stream stream, Digest expected, long maxBytes, CancellationToken cancellationToken)
    {
        using var incoming = NewIncoming(maxBytes);
        var buffer = new byte[HashedFile.BufferBytes];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;) incoming.Append(buffer.AsSpan(0, read));
        Keep(incoming, expected);
    }

    /// <summary>Keeps a file's bytes. Those that are there already are read and not written.</summary>
    public Digest PutFile(string path)
    {
        using var file = File.OpenRead(path);
        var digest = Digest.Of(file);
        if (IsKept(digest, file.Length)) return digest;
        file.Position = 0;
        return Put(file); // hashes again what it copies: the file may change under our eyes
    }

    /// <summary>Says that a blob is wanted, which keeps it from collection for the grace age; false when it is not there.</summary>
    /// <remarks>Whoever finds a blob and is about to name it calls this: a collector that runs at the same time then spares it.</remarks>
    public bool Renew(Digest digest)
    {
        if (!Contains(digest)) return false;
        using var held = HoldAgainstCollection();
        if (!Contains(digest)) return false;
        Touch(digest);
        return true;
    }

    internal TemporaryFile NewUnfinished(int bufferBytes = 4096)
    {
        EnsureLayout();
        return _unfinished.NewFile(bufferBytes);
    }

    /// <summary>Brings the names of all blobs onto the disk: what names them next cannot outlive them when the power fails.</summary>
    internal void FlushNames() => Flushing.Folder(_blobs);

    /// <summary>While this is held, no collector deletes anything.</summary>
    /// <returns>Null where nothing can be written, and so nothing deleted either.</returns>
    internal IDisposable? HoldAgainstCollection()
    {
        try
        {
            return FileLock.AcquireShared(CollectionLockPath);
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            return null;
        }
    }

    /// <summary>True when the blob is there undamaged, and then it is renewed: what is put again repairs what the disk spoilt.</summary>
    internal bool IsKept(Digest digest, long size)
    {
        if (SizeOf(digest) != size) return false;
        using var held = HoldAgainstCollection();
        try
        {
            using (var file = OpenUnchecked(digest))
            {
                if (Digest.Of(file) != digest) return false;
            }

            Touch(digest);
            return true;
        }
        catch (ContentMissingException)
        {
            return false;
        }
    }

    private HashedFile NewIncoming(long maxBytes)
    {
        EnsureLayout();
        return new HashedFile(_unfinished, maxBytes);
    }

    private Digest Keep(HashedFile incoming, Digest? expected)
    {
        var digest = incoming.Finish(expected);
        if (!IsKept(digest, incoming.Size)) Keep(incoming.File, digest);
        return digest;
    }

    private void Keep(TemporaryFile file, Digest digest)
    {
        file.Close();
        using var held = HoldAgainstCollection();
        file.MoveTo(PathOf(digest));
    }

    private void Touch(Digest digest)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(digest), _time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            // Somebody else's store: who may not write it may not collect it either.
        }
    }

    private static bool IsUnwritable(Exception e) => e is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };

    private string CollectionLockPath
    {
        get
        {
            // Beside the unfinished files, whose folder is no part of the layout and is never committed.
            var folder = Path.Combine(Root, "tmp", "locks");
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
            return Path.Combine(folder, "collection");
        }
    }

    private void EnsureLayout()
    {
        if (_isLaidOut && Directory.Exists(_blobs)) return;
        foreach (var folder in new[] { Path.Combine(Root, "blobs"), _blobs, Path.Combine(Root, "tmp") }) Links.Refuse(folder);
        Directory.CreateDirectory(_blobs);
        var path = Path.Combine(Root, "oci-layout");
        if (!File.Exists(path)) WriteWhole(path, Encoding.ASCII.GetBytes(LayoutText));
        _isLaidOut = true;
    }

    private void WriteWhole(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = _unfinished.NewFile();
        file.Stream.Write(bytes);
        file.MoveTo(path);
    }
}
