using System.Collections.Concurrent;

namespace MLOpsBuild.Content;

public static partial class Transfer
{
    /// <inheritdoc cref="PullManifestAsync(IRemote, ContentStore, string, TransferOptions, CancellationToken)"/>
    public static Task<Descriptor?> PullManifestAsync(this IRemote remote, ContentStore store, string tagOrDigest, CancellationToken cancellationToken) =>
        PullManifestAsync(remote, store, tagOrDigest, Defaults, cancellationToken);

    /// <summary>Fetches a manifest with all of its blobs and referrers, and tags it when asked by tag.</summary>
    /// <returns>Its descriptor; null when the remote does not know it.</returns>
    public static async Task<Descriptor?> PullManifestAsync(this IRemote remote, ContentStore store, string tagOrDigest, TransferOptions options, CancellationToken cancellationToken)
    {
        if (await remote.ResolveAsync(tagOrDigest, cancellationToken).ConfigureAwait(false) is not { } descriptor) return null;
        var (bytes, manifest) = await ReadAsync(remote, descriptor, cancellationToken).ConfigureAwait(false);
        var saying = await ReadReferrersAsync(remote, descriptor, options, cancellationToken).ConfigureAwait(false);
        await remote.PullAsync(store, [.. saying.Select(s => s.Manifest).Append(manifest).SelectMany(m => m.Layers.Append(m.Config))], options, cancellationToken).ConfigureAwait(false);
        foreach (var referrer in saying) store.PutManifest(referrer.Bytes);
        store.PutManifest(bytes, Digest.TryParse(tagOrDigest, out _) ? null : tagOrDigest);
        return descriptor;
    }

    /// <inheritdoc cref="PushManifestAsync(IRemote, ContentStore, Digest, string?, TransferOptions, CancellationToken)"/>
    public static Task PushManifestAsync(this IRemote remote, ContentStore store, Digest digest, string? tag, CancellationToken cancellationToken) =>
        PushManifestAsync(remote, store, digest, tag, Defaults, cancellationToken);

    /// <summary>Puts a manifest with all of its blobs and referrers into a remote, under a tag. The tag comes last, so what it names is complete.</summary>
    public static async Task PushManifestAsync(this IRemote remote, ContentStore store, Digest digest, string? tag, TransferOptions options, CancellationToken cancellationToken)
    {
        Digest[] referrers = [.. store.Referrers(digest).Select(r => r.Digest)];
        var blobs = referrers.Prepend(digest).Select(store.GetManifest).SelectMany(m => m.Layers.Append(m.Config)).Select(d => d.Digest);
        await remote.PushAsync(store, [.. blobs], options, cancellationToken).ConfigureAwait(false);
        if (referrers.Length > 0 || tag is null) await PutAsync(remote, store, digest, null, cancellationToken).ConfigureAwait(false);
        foreach (var referrer in referrers) await PutAsync(remote, store, referrer, null, cancellationToken).ConfigureAwait(false);
        if (tag is not null) await PutAsync(remote, store, digest, tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What refers to a manifest and is of one kind; the registry is asked to choose, and what it does not leave out is left out here.</summary>
    public static async Task<IReadOnlyList<Descriptor>> ReferrersAsync(this IRemote remote, Digest subject, string artifactType, CancellationToken cancellationToken)
    {
        var found = remote is RegistryRemote registry
            ? await registry.ReferrersAsync(subject, artifactType, cancellationToken).ConfigureAwait(false)
            : await remote.ReferrersAsync(subject, cancellationToken).ConfigureAwait(false);
        return [.. found.Where(d => d.ArtifactType == artifactType)];
    }

    private static async Task PutAsync(IRemote remote, ContentStore store, Digest digest, string? tag, CancellationToken cancellationToken)
    {
        var bytes = store.Get(digest);
        await remote.PushManifestAsync(bytes, OciManifest.Parse(bytes).MediaType, tag, cancellationToken).ConfigureAwait(false);
    }

    private static Task<(byte[] Bytes, OciManifest Manifest)> ReadAsync(IRemote remote, Descriptor descriptor, CancellationToken cancellationToken) => OnceMore.AfterSpoiltAsync(async () =>
    {
        var bytes = await remote.GetManifestAsync(descriptor, cancellationToken).ConfigureAwait(false);
        return (bytes, OciManifest.Parse(bytes));
    });

    private static async Task<IReadOnlyList<(byte[] Bytes, OciManifest Manifest)>> ReadReferrersAsync(IRemote remote, Descriptor subject, TransferOptions options, CancellationToken cancellationToken)
    {
        var listed = await remote.ReferrersAsync(subject.Digest, cancellationToken).ConfigureAwait(false);
        var read = new ConcurrentDictionary<Digest, (byte[], OciManifest)>();
        await Parallel.ForEachAsync(listed.Where(d => d.MediaType == MediaTypes.Manifest), Together(options, cancellationToken), async (descriptor, stop) =>
        {
            var (bytes, manifest) = await ReadAsync(remote, descriptor, stop).ConfigureAwait(false);
            if (manifest.Subject?.Digest != subject.Digest) throw new InvalidDataException($"{remote.Name} lists {descriptor.Digest} among what refers to {subject.Digest}, but it does not; it is not used.");
            read[descriptor.Digest] = (bytes, manifest);
        }).ConfigureAwait(false);
        return [.. read.OrderBy(r => r.Key).Select(r => r.Value)];
    }
}
