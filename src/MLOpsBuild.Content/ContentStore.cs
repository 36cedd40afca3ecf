namespace MLOpsBuild.Content;

/// <summary>Bytes by their digest in a folder that is an OCI image layout. Safe for several threads and processes; killed at any instant, it is whole.</summary>
/// <remarks>A blob is written under a temporary name, flushed and renamed, so it is there whole or not at all. Readers get verified bytes.</remarks>
public sealed partial class ContentStore
{
    private readonly string _blobs;
    private readonly TimeProvider _time;
    private readonly TemporaryFolder _unfinished;
    private bool _isLaidOut;

    /// <summary>The store in a folder; the folder is made when first written to, so one that is only read may be read-only.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="time">Tells which unfinished files are older than a day and so belong to nobody; null for the system's clock.</param>
    public ContentStore(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
        _blobs = Path.Combine(Root, "blobs", "sha256");
        _time = time ?? TimeProvider.System;
        _unfinished = new TemporaryFolder(Path.Combine(Root, "tmp"), _time);
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where a blob lies, whether it is there or not.</summary>
    public string PathOf(Digest digest) => Path.Combine(_blobs, digest.Hex);

    /// <summary>True when the blob is there; its bytes are not read. A symbolic link is no blob.</summary>
    public bool Contains(Digest digest) => SizeOf(digest) is not null;

    /// <summary>The number of bytes; null when the blob is not there.</summary>
    public long? SizeOf(Digest digest) => new FileInfo(PathOf(digest)) is { Exists: true } file && !Links.Is(file) ? file.Length : null;

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

    /// <summary>Removes a blob, whatever still names it; false when it was not there.</summary>
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
        AtOnce.For(blobs.Count, i =>
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

    private FileStream OpenUnchecked(Digest digest)
    {
        if (!Contains(digest)) throw new ContentMissingException(digest, Root);
        try
        {
            return new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ContentMissingException(digest, Root);
        }
    }
}
