namespace MLOpsBuild.Content;

/// <summary>Copies between the local store and remotes; every byte is verified on arrival.</summary>
public static class Transfer
{
    private const int AtOnce = 4;

    /// <summary>Fetches blobs that the store does not have.</summary>
    /// <exception cref="ContentMissingException">The remote does not have one.</exception>
    /// <exception cref="InvalidDataException">What came is something else; nothing of it is kept.</exception>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Digest> digests, CancellationToken cancellationToken) =>
        PullAsync(remote, store, digests.Distinct().Select(d => (d, long.MaxValue)), cancellationToken);

    /// <summary>Fetches blobs that the store does not have, and not a byte more than their descriptors announce.</summary>
    /// <exception cref="ContentMissingException">The remote does not have one.</exception>
    /// <exception cref="InvalidDataException">What came is something else, or longer; nothing of it is kept.</exception>
    public static Task PullAsync(this IRemote remote, ContentStore store, IReadOnlyCollection<Descriptor> blobs, CancellationToken cancellationToken) =>
        PullAsync(remote, store, blobs.DistinctBy(b => b.Digest).Select(b => (b.Digest, b.Size)), cancellationToken);

    /// <summary>Fetches a manifest with all of its blobs and referrers, and tags it when asked by tag.</summary>
    /// <returns>Its descriptor; null when the remote does not know it.</returns>
    public static async Task<Descriptor?> PullManifestAsync(this IRemote remote, ContentStore store, string tagOrDigest, CancellationToken cancellationToken)
    {
        if (await remote.ResolveAsync(tagOrDigest, cancellationToken).ConfigureAwait(false) is not { } descriptor) return null;
        var (bytes, _) = await PullOneAsync(remote, store, descriptor, cancellationToken).ConfigureAwait(false);
        foreach (var referrer in await remote.ReferrersAsync(descriptor.Digest, cancellationToken).ConfigureAwait(false))
        {
            if (referrer.MediaType != MediaTypes.Manifest) continue;
            var (saying, manifest) = await PullOneAsync(remote, store, referrer, cancellationToken).ConfigureAwait(false);
            if (manifest.Subject?.Digest != descriptor.Digest) throw new InvalidDataException($"{remote.Name} lists {referrer.Digest} among what refers to {descriptor.Digest}, but it does not; it is not used.");
            store.PutManifest(saying);
        }

        store.PutManifest(bytes, Digest.TryParse(tagOrDigest, out _) ? null : tagOrDigest);
        return descriptor;
    }

    /// <summary>Puts a manifest with all of its blobs and referrers into a remote, under a tag.</summary>
    public static async Task PushManifestAsync(this IRemote remote, ContentStore store, Digest digest, string? tag, CancellationToken cancellationToken)
    {
        await PushOneAsync(remote, store, digest, tag, cancellationToken).ConfigureAwait(false);
        foreach (var referrer in store.Referrers(digest)) await PushOneAsync(remote, store, referrer.Digest, null, cancellationToken).ConfigureAwait(false);
    }

    private static Task PullAsync(IRemote remote, ContentStore store, IEnumerable<(Digest Digest, long Most)> blobs, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(blobs.Where(b => !store.Contains(b.Digest)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (blob, stop) =>
        {
            var stream = await remote.OpenBlobAsync(blob.Digest, stop).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false)) await store.PutAsync(stream, blob.Digest, blob.Most, stop).ConfigureAwait(false);
        });

    private static async Task<(byte[] Bytes, OciManifest Manifest)> PullOneAsync(IRemote remote, ContentStore store, Descriptor descriptor, CancellationToken cancellationToken)
    {
        var bytes = await remote.GetManifestAsync(descriptor, cancellationToken).ConfigureAwait(false);
        var manifest = OciManifest.Parse(bytes);
        await remote.PullAsync(store, [manifest.Config, .. manifest.Layers], cancellationToken).ConfigureAwait(false);
        return (bytes, manifest);
    }

    private static async Task PushOneAsync(IRemote remote, ContentStore store, Digest digest, string? tag, CancellationToken cancellationToken)
    {
        var manifest = store.GetManifest(digest);
        foreach (var blob in manifest.Layers.Append(manifest.Config).Select(d => d.Digest).Distinct())
        {
            await remote.PushBlobAsync(blob, store, cancellationToken).ConfigureAwait(false);
        }

        await remote.PushManifestAsync(store.Get(digest), manifest.MediaType, tag, cancellationToken).ConfigureAwait(false);
    }
}
