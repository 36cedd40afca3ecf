namespace MLOpsBuild.Content;

/// <summary>Bytes are not in a store.</summary>
public sealed class ContentMissingException : Exception
{
    /// <summary>Names the digest and the place.</summary>
    public ContentMissingException(Digest digest, string place)
        : base($"{digest} is not in {place}.") => Digest = digest;

    /// <summary>What is missing.</summary>
    public Digest Digest { get; }
}

/// <summary>Stored bytes are not what their name says.</summary>
public sealed class ContentCorruptException : Exception
{
    /// <summary>Names the digest and the place.</summary>
    public ContentCorruptException(Digest digest, string path)
        : base($"{digest} is damaged in {path}: its bytes have another digest. './mlops data pull' removes it and fetches it again.")
    {
        Digest = digest;
        Path = path;
    }

    /// <summary>What is damaged.</summary>
    public Digest Digest { get; }

    /// <summary>The file that holds the wrong bytes, or the remote that sent them.</summary>
    public string Path { get; }
}

/// <summary>A damaged blob that <see cref="ContentStore.Verify"/> found.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Found">The digest of its bytes.</param>
/// <param name="Size">How many bytes there are.</param>
public sealed record CorruptBlob(Digest Digest, Digest Found, long Size);
