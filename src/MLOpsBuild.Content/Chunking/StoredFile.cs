namespace MLOpsBuild.Content.Chunking;

/// <summary>A file that a store keeps, as one blob or in chunks.</summary>
/// <param name="Digest">The digest of all its bytes, which names it whichever way it is kept.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Head">The document that lists its chunks; null for a single blob.</param>
/// <param name="Chunks">How many blobs hold it.</param>
/// <param name="NewBytes">Bytes of it that the store did not have.</param>
public sealed record StoredFile(Digest Digest, long Size, Descriptor? Head, int Chunks, long NewBytes);
