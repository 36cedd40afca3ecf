namespace MLOpsBuild.Content.Chunking;

/// <summary>Copies files between a store and a remote, of those in chunks only what the other side does not have.</summary>
public static class FileTransfer
{
    private const int AtOnce = 4;

    /// <summary>Copies a file to a remote: as a blob, or chunks first, then their list under the tag <see cref="ChunkedFile.TagOf"/>.</summary>
    /// <exception cref="ContentMissingException">The store does not have it.</exception>
    public static async Task PushFileAsync(this IRemote remote, ContentStore store, Digest whole, CancellationToken cancellationToken)
    {
        if (store.Contains(whole))
        {
            await remote.PushBlobAsync(whole, store, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (ChunkedFile.HeadOf(store, whole) is not { } head || ChunkedFile.Find(store, whole) is not { } list) throw new ContentMissingException(whole, store.Root);
        var blobs = list.Chunks.Select(c => c.Digest).Append(Descriptor.EmptyDigest).Distinct();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, options, async (blob, stop) => await remote.PushBlobAsync(blob, store, stop).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var part in list.Parts) await remote.PushManifestAsync(ChunkedFile.Document(store, part), part.MediaType, null, cancellationToken).ConfigureAwait(false);
        await remote.PushManifestAsync(ChunkedFile.Document(store, head), head.MediaType, ChunkedFile.TagOf(whole), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fetches a file, and of one in chunks those that the store does not have. All of it is verified before the store says that it has it.</summary>
    /// <param name="remote">The remote.</param>
    /// <param name="store">The store.</param>
    /// <param name="whole">The file's digest.</param>
    /// <param name="size">Its bytes; a list of chunks that has more or fewer is refused before they are fetched.</param>
    /// <param name="cancellationToken">Ends the work; chunks that came stay, and are not fetched again.</param>
    /// <returns>False when the remote does not have it.</returns>
    /// <exception cref="InvalidDataException">What came is something else.</exception>
    public static async Task<bool> PullFileAsync(this IRemote remote, ContentStore store, Digest whole, long size, CancellationToken cancellationToken)
    {
        if (ChunkedFile.Renew(store, whole)) return true;
        if (await remote.ContainsAsync(whole, cancellationToken).ConfigureAwait(false))
        {
            await remote.PullAsync(store, [new Descriptor(MediaTypes.Bytes, whole, size)], cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (await remote.ResolveAsync(ChunkedFile.TagOf(whole), cancellationToken).ConfigureAwait(false) is not { } head) return false;
        var documents = await DocumentsAsync(remote, head, cancellationToken).ConfigureAwait(false);
        var list = ChunkList.Read(head, d => documents[d.Digest]);
        if (list.Digest != whole || list.Size != size) throw new InvalidDataException($"{remote.Name} keeps a list of the chunks of {list.Digest} with {list.Size} bytes where that of {whole} with {size} should be; it is not used.");
        foreach (var chunk in list.Chunks) store.Renew(chunk.Digest);
        await remote.PullAsync(store, list.Chunks, cancellationToken).ConfigureAwait(false);
        foreach (var part in list.Parts) store.PutManifest(documents[part.Digest]);
        var bytes = documents[head.Digest];
        if (head.MediaType == MediaTypes.Index) store.Put(bytes);
        else store.PutManifest(bytes);
        ChunkedFile.Adopt(store, head, whole, cancellationToken);
        return true;
    }

    internal static async Task<Dictionary<Digest, byte[]>> DocumentsAsync(IRemote remote, Descriptor head, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<Digest, byte[]> { [head.Digest] = await remote.GetManifestAsync(head, cancellationToken).ConfigureAwait(false) };
        if (head.MediaType != MediaTypes.Index) return documents;
        foreach (var part in OciIndex.Parse(documents[head.Digest], $"The list of parts at {remote.Name}").Manifests)
        {
            if (documents.Count > ChunkList.MostParts) throw new InvalidDataException($"{remote.Name} keeps a list of more than {ChunkList.MostParts} parts; it is not used.");
            if (!documents.ContainsKey(part.Digest)) documents[part.Digest] = await remote.GetManifestAsync(part, cancellationToken).ConfigureAwait(false);
        }

        return documents;
    }
}
