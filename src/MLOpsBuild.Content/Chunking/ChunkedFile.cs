using System.Security.Cryptography;

namespace MLOpsBuild.Content.Chunking;

/// <summary>Files in a store by the digest of all their bytes: small ones as one blob, large ones in chunks that versions of a file share.</summary>
public static class ChunkedFile
{
    /// <summary>Files of at most so many bytes stay one blob: a second transfer of all of it is cheap, and many requests are not.</summary>
    public const int Threshold = 4 * 1024 * 1024;

    /// <summary>Keeps a file. What of it is there already is compared and not written again.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The file.</param>
    /// <param name="sizes">How large chunks are; null for <see cref="ChunkSizes.Default"/>.</param>
    /// <param name="cancellationToken">Ends the work; the chunks that were finished stay until they are collected.</param>
    public static StoredFile Put(ContentStore store, string path, ChunkSizes? sizes = null, CancellationToken cancellationToken = default)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return Put(store, file, sizes, cancellationToken);
    }

    /// <summary>Keeps everything that a stream still has to give, read once, in bounded memory.</summary>
    /// <inheritdoc cref="Put(ContentStore, string, ChunkSizes?, CancellationToken)"/>
    public static StoredFile Put(ContentStore store, Stream stream, ChunkSizes? sizes = null, CancellationToken cancellationToken = default)
    {
        var start = GC.AllocateUninitializedArray<byte>(Threshold + 1);
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read <= Threshold) return PutWhole(store, start.AsSpan(0, read));
        using var writer = new ChunkWriter(store, new Chunker(sizes ?? ChunkSizes.Default), cancellationToken);
        return writer.Write(start.AsMemory(0, read), stream);
    }

    /// <summary>True when all of the file is there; no data is read.</summary>
    public static bool Contains(ContentStore store, Digest whole) =>
        store.Contains(whole) || (Find(store, whole) is { } list && Missing(store, list).Count == 0);

    /// <summary>Says that a file is wanted, which keeps all of it from collection for the grace age; false when it is not there.</summary>
    public static bool Renew(ContentStore store, Digest whole)
    {
        if (store.Renew(whole)) return true;
        if (HeadOf(store, whole) is not { } head || Find(store, whole) is not { } list) return false;
        return list.Chunks.Concat(list.Parts).Select(c => c.Digest).Append(Descriptor.EmptyDigest).Append(head.Digest).Distinct().All(store.Renew);
    }

    /// <summary>The file's bytes; null when it is not there.</summary>
    public static long? SizeOf(ContentStore store, Digest whole) => store.SizeOf(whole) ?? Find(store, whole)?.Size;

    /// <summary>The document that lists a file's chunks; null for a single blob, or for a file that is not there.</summary>
    public static Descriptor? HeadOf(ContentStore store, Digest whole) => FileLinks.Find(store, whole) is { } head && store.Contains(head.Digest) ? head : null;

    /// <summary>What a file consists of; null when this store keeps it in one blob or not at all.</summary>
    /// <exception cref="ContentCorruptException">The document that says so is damaged.</exception>
    public static ChunkList? Find(ContentStore store, Digest whole)
    {
        if (HeadOf(store, whole) is not { } head) return null;
        var list = ChunkList.Read(head, d => Document(store, d));
        return list.Digest == whole ? list : null;
    }

    /// <summary>The chunks that a store does not have, each once.</summary>
    public static IReadOnlyList<Descriptor> Missing(ContentStore store, ChunkList list) =>
        [.. list.Chunks.DistinctBy(c => c.Digest).Where(c => store.SizeOf(c.Digest) != c.Size)];

    /// <summary>A file as a seekable stream that is never copied as a whole: every byte is verified before it is given.</summary>
    /// <exception cref="ContentMissingException">It is not there.</exception>
    /// <exception cref="ContentCorruptException">Its bytes have another digest; of a chunked file this comes when the chunk is reached.</exception>
    public static Stream Open(ContentStore store, Digest whole) =>
        store.Contains(whole) ? store.Open(whole) : new ChunkStream(store, Find(store, whole) ?? throw new ContentMissingException(whole, store.Root));

    /// <summary>Writes a file, which takes its name when it is whole, flushed, and has its digest.</summary>
    /// <exception cref="ContentMissingException">It is not there, or a chunk is not.</exception>
    /// <exception cref="ContentCorruptException">A chunk is damaged.</exception>
    public static void Restore(ContentStore store, Digest whole, string path, CancellationToken cancellationToken = default)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var source = Open(store, whole);
        using var file = new TemporaryFile(target + "." + RandomNumberGenerator.GetHexString(8, lowercase: true) + ".tmp", bufferBytes: 0);
        Copy(source, file.Stream, whole, cancellationToken);
        file.MoveTo(target);
    }

    /// <summary>Takes note of a chunked file that came from elsewhere, after all of it was read and had its digest.</summary>
    /// <param name="store">The store, which has the documents and the chunks.</param>
    /// <param name="head">The document that lists the chunks.</param>
    /// <param name="whole">The digest that the file must have.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is noted then.</param>
    /// <exception cref="InvalidDataException">The document names another file, or the chunks make another.</exception>
    /// <exception cref="ContentMissingException">A part is not there.</exception>
    public static ChunkList Adopt(ContentStore store, Descriptor head, Digest whole, CancellationToken cancellationToken = default)
    {
        var list = ChunkList.Read(head, d => Document(store, d));
        if (list.Digest != whole) throw new InvalidDataException($"{head.Digest} lists the chunks of {list.Digest} and not of {whole}.");
        using var source = new ChunkStream(store, list);
        Copy(source, Stream.Null, whole, cancellationToken);
        FileLinks.Set(store, whole, head);
        return list;
    }

    /// <summary>The tag under which remotes keep the document that lists a file's chunks.</summary>
    public static string TagOf(Digest whole) => "chunks-" + whole.Hex;

    internal static byte[] Document(ContentStore store, Descriptor document) => store.SizeOf(document.Digest) <= OciJson.MaxBytes
        ? store.Get(document.Digest)
        : throw (store.Contains(document.Digest) ? new InvalidDataException($"{document.Digest} is too large for a document.") : new ContentMissingException(document.Digest, store.Root));

    private static StoredFile PutWhole(ContentStore store, ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        var isNew = !store.Contains(digest);
        store.Put(bytes);
        return new StoredFile(digest, bytes.Length, null, 1, isNew ? bytes.Length : 0);
    }

    private static void Copy(Stream source, Stream target, Digest whole, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[512 * 1024];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        var came = Digest.FromHash(hash.GetHashAndReset());
        if (came != whole) throw new InvalidDataException($"The chunks of {whole} make a file with {came}; nothing was kept.");
    }
}
