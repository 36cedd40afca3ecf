namespace MLOpsBuild.Content;

/// <summary>Copies between the local store and remotes; every byte is verified on arrival, and what arrived wrong is fetched once more.</summary>
public static partial class Transfer
{
    private static readonly TransferOptions Defaults = new();

    /// <summary>Fetches blobs that the store does not have.</summary>
    /// <exception cref="ContentMissingException">The remote does not have one.</exception>
    /// <exception cref="InvalidDataException">What came is something else; nothing of it is kept.</exception>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Digest> digests, CancellationToken cancellationToken) =>
        PullAsync(remote, store, digests, Defaults, cancellationToken);

    /// <inheritdoc cref="PullAsync(IRemote, ContentStore, IReadOnlyCollection{Digest}, CancellationToken)"/>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Digest> digests, TransferOptions options, CancellationToken cancellationToken)
    {
        Digest[] missing = [.. digests.Distinct().Where(d => !store.Contains(d))];
        return PullAsync(remote, store, [.. missing.Select(d => (d, long.MaxValue))], new TransferMeter(options.Progress, missing.Length, null), options, cancellationToken);
    }

    /// <summary>Fetches blobs that the store does not have, and not a byte more than their descriptors announce.</summary>
    /// <exception cref="ContentMissingException">The remote does not have one.</exception>
    /// <exception cref="InvalidDataException">What came is something else, or longer; nothing of it is kept.</exception>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Descriptor> blobs, CancellationToken cancellationToken) =>
        PullAsync(remote, store, blobs, Defaults, cancellationToken);

    /// <inheritdoc cref="PullAsync(IRemote, ContentStore, IReadOnlyCollection{Descriptor}, CancellationToken)"/>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Descriptor> blobs, TransferOptions options, CancellationToken cancellationToken)
    {
        Descriptor[] missing = [.. blobs.DistinctBy(b => b.Digest).Where(b => !store.Contains(b.Digest))];
        var meter = new TransferMeter(options.Progress, missing.Length, missing.Sum(b => b.Size));
        return PullAsync(remote, store, [.. missing.Select(b => (b.Digest, b.Size))], meter, options, cancellationToken);
    }

    /// <summary>Puts blobs of a store into a remote, unless they are there already.</summary>
    /// <exception cref="ContentMissingException">The store does not have one; nothing is sent.</exception>
    /// <exception cref="ContentCorruptException">A blob of the store is damaged; it is not sent.</exception>
    public static Task PushAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Digest> digests, TransferOptions options, CancellationToken cancellationToken)
    {
        (Digest Digest, long Size)[] blobs = [.. digests.Distinct().Select(d => (d, store.SizeOf(d) ?? throw new ContentMissingException(d, store.Root)))];
        var meter = new TransferMeter(options.Progress, blobs.Length, blobs.Sum(b => b.Size));
        return Parallel.ForEachAsync(blobs, Together(options, cancellationToken), async (blob, stop) =>
        {
            await PushBlobAsync(remote, blob.Digest, store, meter, stop).ConfigureAwait(false);
            meter.Finish(blob.Digest, blob.Size);
        });
    }

    private static Task PushBlobAsync(IRemote remote, Digest digest, ContentStore store, TransferMeter meter, CancellationToken cancellationToken) => remote is RegistryRemote registry
        ? registry.PushBlobAsync(digest, store, taken => meter.At(digest, taken), cancellationToken)
        : remote.PushBlobAsync(digest, store, cancellationToken);

    private static Task PullAsync(IRemote remote, ContentStore store, IReadOnlyList<(Digest Digest, long Most)> blobs, TransferMeter meter, TransferOptions options, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(blobs, Together(options, cancellationToken), async (blob, stop) =>
        {
            await OnceMore.AfterSpoiltAsync(() => PullOneAsync(remote, store, blob.Digest, blob.Most, meter, stop)).ConfigureAwait(false);
            meter.Finish(blob.Digest, store.SizeOf(blob.Digest) ?? 0);
        });

    private static async Task<bool> PullOneAsync(IRemote remote, ContentStore store, Digest digest, long most, TransferMeter meter, CancellationToken cancellationToken)
    {
        var stream = new MeteredStream(await remote.OpenBlobAsync(digest, cancellationToken).ConfigureAwait(false), read => meter.At(digest, read));
        await using (stream.ConfigureAwait(false)) await store.PutAsync(stream, digest, most, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static ParallelOptions Together(TransferOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AtOnce, 1);
        return new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellationToken };
    }
}
