namespace MLOpsBuild.Content;

/// <summary>A folder that is an OCI image layout. Reading writes nothing, so it may be a committed or a read-only one.</summary>
internal sealed class FolderRemote : IRemote
{
    private readonly ContentStore _store;

    public FolderRemote(string folder, string name)
    {
        _store = new ContentStore(folder);
        Name = name;
    }

    public string Name { get; }

    public Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(_store.Contains(digest));

    public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken) => _store.Contains(digest)
        ? Task.FromResult<Stream>(File.OpenRead(_store.PathOf(digest)))
        : throw new ContentMissingException(digest, Name);

    public async Task PushBlobAsync(Digest digest, ContentStore from, CancellationToken cancellationToken)
    {
        var size = from.SizeOf(digest) ?? throw new ContentMissingException(digest, from.Root);
        if (_store.SizeOf(digest) == size && _store.Renew(digest)) return; // a shorter one was cut off by a full disk or a copy that was broken off
        var blob = from.Open(digest);
        await using (blob.ConfigureAwait(false)) await _store.PutAsync(blob, digest, size, cancellationToken).ConfigureAwait(false);
    }

    public Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => Task.FromResult(
        Digest.TryParse(tagOrDigest, out var digest)
            ? _store.SizeOf(digest) is { } size ? new Descriptor(MediaTypes.Manifest, digest, size) : null
            : _store.Resolve(tagOrDigest));

    public Task<byte[]> GetManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) => _store.SizeOf(descriptor.Digest) is > OciJson.MaxBytes and var size
        ? throw new InvalidDataException($"{descriptor.Digest} in {Name} has {size} bytes, so it is no manifest; at most {OciJson.MaxBytes} are read.")
        : Task.FromResult(_store.Get(descriptor.Digest));

    public Task PushManifestAsync(byte[] manifest, string mediaType, string? tag, CancellationToken cancellationToken)
    {
        if (mediaType == MediaTypes.Manifest)
        {
            _store.PutManifest(manifest, tag);
            return Task.CompletedTask;
        }

        var descriptor = new Descriptor(mediaType, _store.Put(manifest), manifest.Length);
        if (tag is not null) _store.Tag(tag, descriptor);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _store.Tags().Select(t => t.Name)]);

    public Task<IReadOnlyList<Descriptor>> ReferrersAsync(Digest subject, CancellationToken cancellationToken) => Task.FromResult(_store.Referrers(subject));
}
