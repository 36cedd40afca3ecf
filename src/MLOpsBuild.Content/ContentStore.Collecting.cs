namespace MLOpsBuild.Content;

public sealed partial class ContentStore
{
    /// <summary>Blobs with their sizes and the time they were put or renewed last; sorted.</summary>
    internal IEnumerable<(Digest Digest, long Size, DateTimeOffset Wanted)> BlobStates()
    {
        foreach (var digest in Blobs())
        {
            var file = new FileInfo(PathOf(digest));
            if (file.Exists && !Links.Is(file)) yield return (digest, file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>What tags and lists of referrers name now.</summary>
    internal IReadOnlyList<Descriptor> Named() => ReadIndex().Manifests;

    /// <summary>The store's clock.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Deletes a blob that nobody put or renewed since; called under <see cref="HoldForCollection"/>.</summary>
    internal long? RemoveIfOlder(Digest digest, DateTimeOffset limit)
    {
        var file = new FileInfo(PathOf(digest));
        if (!file.Exists || Links.Is(file) || file.LastWriteTimeUtc >= limit.UtcDateTime) return null;
        var size = file.Length;
        file.Delete();
        return size;
    }

    /// <summary>While this is held, nobody puts, renews or tags anything.</summary>
    internal IDisposable HoldForCollection()
    {
        EnsureLayout();
        return FileLock.Acquire(CollectionLockPath);
    }
}
