using System.Security.Cryptography;

namespace MLOpsBuild.Content;

/// <summary>Bytes by their digest in a folder that is an OCI image layout. Safe for several threads and processes; killed at any instant, it is whole.</summary>
/// <remarks>A blob is written under a temporary name, flushed and renamed, so it is there whole or not at all. Readers get verified bytes.</remarks>
public sealed partial class ContentStore
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _blobs;
    private readonly TemporaryFolder _unfinished;

    /// <summary>The store in a folder; the folder is made when first written to, so one that is only read may be read-only.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="time">Tells which unfinished files are older than a day and so belong to nobody; null for the system's clock.</param>
    public ContentStore(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
        _blobs = Path.Combine(Root, "blobs", "sha256");
        _unfinished = new TemporaryFolder(Path.Combine(Root, "tmp"), time ?? TimeProvider.System);
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where a blob lies, whether it is there or not.</summary>
    public string PathOf(Digest digest) => Path.Combine(_blobs, digest.Hex);

    /// <summary>True when the blob is there; its bytes are not read.</summary>
    public bool Contains(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>The number of bytes; null when the blob is not there.</summary>
    public long? SizeOf(Digest digest) => new FileInfo(PathOf(digest)) is { Exists: true } file ? file.Length : null;

    /// <summary>Keeps some bytes. A damaged blob of the same name is replaced.</summary>
    public Digest Put(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        if (!IsWhole(digest, bytes.Length)) WriteWhole(PathOf(digest), bytes);
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
        EnsureLayout();
        using var file = _unfinished.NewFile();
        var (digest, size) = CopyHashed(stream, file.Stream, maxBytes);
        if (expected is { } wanted && wanted != digest) throw Unexpected(wanted, digest, size);
        if (!IsWhole(digest, size)) file.MoveTo(PathOf(digest));
        return digest;
    }

    /// <summary>Keeps a file's bytes. Those that are there already are read and not written.</summary>
    public Digest PutFile(string path)
    {
        using var file = File.OpenRead(path);
        var digest = Digest.Of(file);
        if (IsWhole(digest, file.Length)) return digest;
        file.Position = 0;
        return Put(file); // hashes again what it copies: the file may change under our eyes
    }

    /// <summary>The bytes of a blob, verified.</summary>
    /// <exception cref="ContentMissingException">It is not there.</exception>
    /// <exception cref="ContentCorruptException">Its bytes have another digest.</exception>
    public byte[] Get(Digest digest)
    {
        using var file = OpenUnchecked(digest);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Digest.Of(bytes) == digest ? bytes : throw new ContentCorruptException(digest, PathOf(digest));
    }

    /// <summary>A blob as a seekable stream, all of which was verified when it was opened.</summary>
    /// <exception cref="ContentMissingException">It is not there.</exception>
    /// <exception cref="ContentCorruptException">Its bytes have another digest.</exception>
    public Stream Open(Digest digest)
    {
        var file = OpenUnchecked(digest);
        if (Digest.Of(file) != digest)
        {
            file.Dispose();
            throw new ContentCorruptException(digest, PathOf(digest));
        }

        file.Position = 0;
        return file;
    }

    /// <summary>Removes a blob; false when it was not there.</summary>
    public bool Remove(Digest digest)
    {
        if (!Contains(digest)) return false;
        File.Delete(PathOf(digest));
        return true;
    }

    /// <summary>Every blob's name, sorted.</summary>
    public IReadOnlyList<Digest> Blobs() => Directory.Exists(_blobs)
        ? [.. Directory.EnumerateFiles(_blobs).Select(p => Digest.TryParse("sha256:" + Path.GetFileName(p), out var d) ? d : (Digest?)null).OfType<Digest>().Order()]
        : [];

    /// <summary>Reads every blob and returns the damaged ones. Also sweeps away what killed processes left behind more than a day ago.</summary>
    public IReadOnlyList<CorruptBlob> Verify()
    {
        _unfinished.Sweep();
        var blobs = Blobs();
        var found = new CorruptBlob?[blobs.Count];
        Parallel.For(0, blobs.Count, i =>
        {
            try
            {
                using var file = OpenUnchecked(blobs[i]);
                var digest = Digest.Of(file);
                if (digest != blobs[i]) found[i] = new CorruptBlob(blobs[i], digest, file.Length);
            }
            catch (ContentMissingException)
            {
                // Somebody removed it after it was listed: gone is not damaged.
            }
        });
        return [.. found.OfType<CorruptBlob>()];
    }

    /// <summary>True when the blob is there undamaged: what is put again repairs what the disk spoilt.</summary>
    private bool IsWhole(Digest digest, long size)
    {
        if (SizeOf(digest) != size) return false;
        try
        {
            using var file = OpenUnchecked(digest);
            return Digest.Of(file) == digest;
        }
        catch (ContentMissingException)
        {
            return false;
        }
    }

    private FileStream OpenUnchecked(Digest digest)
    {
        try
        {
            return new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ContentMissingException(digest, Root);
        }
    }

    private static InvalidDataException Unexpected(Digest expected, Digest came, long size) =>
        new($"Expected {expected}, but the {size} bytes that came have {came}; nothing was kept.");

    private static InvalidDataException TooMany(long maxBytes) => new($"More than the {maxBytes} bytes that were announced came; nothing was kept.");

    private static (Digest Digest, long Size) CopyHashed(Stream source, FileStream target, long maxBytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long total = 0;
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if ((total += read) > maxBytes) throw TooMany(maxBytes);
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        return (Digest.FromHash(hash.GetHashAndReset()), total);
    }
}
