namespace MLOpsBuild.Content.Chunking;

/// <summary>A file that a remote keeps under a tag.</summary>
public sealed class RemoteFile
{
    internal RemoteFile(ChunkList list) => List = list;

    /// <summary>The digest of all its bytes.</summary>
    public Digest Digest => List.Digest;

    /// <summary>Its bytes.</summary>
    public long Size => List.Size;

    internal ChunkList List { get; }

    internal bool IsOneBlob => List.Chunks is [var only] && only.Digest == Digest;
}
