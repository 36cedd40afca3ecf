namespace MLOpsBuild.Content;

/// <summary>Another content store: a folder or a registry.</summary>
public interface IRemote
{
    /// <summary>As people name it.</summary>
    string Name { get; }

    /// <summary>True when the blob is there.</summary>
    Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>The blob's bytes, not yet verified.</summary>
    /// <exception cref="ContentMissingException">It is not there.</exception>
    Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>Copies a blob from a store, unless it is there already.</summary>
    Task PushBlobAsync(Digest digest, ContentStore from, CancellationToken cancellationToken);

    /// <summary>What a tag or digest names; null for nothing.</summary>
    Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken);

    /// <summary>The bytes of a manifest, verified.</summary>
    Task<byte[]> GetManifestAsync(Descriptor descriptor, CancellationToken cancellationToken);

    /// <summary>Puts a manifest, whose blobs are there already.</summary>
    Task PushManifestAsync(byte[] manifest, string mediaType, string? tag, CancellationToken cancellationToken);

    /// <summary>All tags, sorted.</summary>
    Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken);

    /// <summary>What refers to a manifest.</summary>
    Task<IReadOnlyList<Descriptor>> ReferrersAsync(Digest subject, CancellationToken cancellationToken);
}
