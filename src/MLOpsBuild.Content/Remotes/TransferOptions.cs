namespace MLOpsBuild.Content;

/// <summary>How blobs are moved.</summary>
public sealed record TransferOptions
{
    /// <summary>How many blobs are on their way at the same time; at least 1.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>Told how far it is, from whatever thread, one report at a time; null for nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}

/// <summary>How far a transfer is. The numbers never go back, even where bytes have to be sent again.</summary>
/// <param name="BlobsDone">Blobs that arrived whole and verified, or were there already.</param>
/// <param name="BlobsTotal">All blobs of this transfer.</param>
/// <param name="BytesDone">Bytes on the other side.</param>
/// <param name="BytesTotal">All bytes of this transfer; null when not all sizes are known beforehand.</param>
public sealed record TransferProgress(int BlobsDone, int BlobsTotal, long BytesDone, long? BytesTotal);
