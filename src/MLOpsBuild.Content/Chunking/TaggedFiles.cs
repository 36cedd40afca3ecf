namespace MLOpsBuild.Content.Chunking;

/// <summary>Files at a remote under tags of their own: one document per file lists its chunks, or its only blob, so that a registry's clean-up keeps them.</summary>
public static class TaggedFiles
{
    /// <summary>Copies files to a remote, of each only the chunks that it does not have; chunks first, the tag last.</summary>
    /// <exception cref="ContentMissingException">The store does not have one; nothing is sent.</exception>
    public static async Task PushFilesAsync(this IRemote remote, ContentStore store, IReadOnlyList<SharedFile> files, TransferOptions options, CancellationToken cancellationToken)
    {
        var lists = files.Select(f => ListOf(store, f.Digest, cancellationToken)).ToArray();
        if (lists.Length == 0) return;
        store.Put("{}"u8);
        await remote.PushAsync(store, [.. lists.SelectMany(l => l.Chunks).Select(c => c.Digest).Append(Descriptor.EmptyDigest).Distinct()], options, cancellationToken).ConfigureAwait(false);
        var together = new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files.Zip(lists), together, async (file, stop) =>
        {
            var (shared, list) = file;
            await RetainAsync(remote, shared.Tag, list.Digest, stop).ConfigureAwait(false);
            var (parts, head, mediaType) = ChunkList.Documents(list.Digest, list.Size, list.Chunks, shared.Annotations);
            foreach (var part in parts) await remote.PushManifestAsync(part, MediaTypes.Manifest, null, stop).ConfigureAwait(false);
            await remote.PushManifestAsync(head, mediaType, shared.Tag, stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>The file under a tag; null for no tag, or one that names something else than a file.</summary>
    /// <remarks>Besides documents of ours, a manifest with a single layer is a file, as <c>oras push</c> makes it.</remarks>
    /// <exception cref="InvalidDataException">What is there contradicts itself.</exception>
    public static async Task<RemoteFile?> FindFileAsync(this IRemote remote, string tag, CancellationToken cancellationToken)
    {
        if (await remote.ResolveAsync(tag, cancellationToken).ConfigureAwait(false) is not { } head || head.MediaType is not (MediaTypes.Manifest or MediaTypes.Index)) return null;
        var documents = await FileTransfer.DocumentsAsync(remote, head, cancellationToken).ConfigureAwait(false);
        if (head.MediaType == MediaTypes.Manifest && OciManifest.Parse(documents[head.Digest]) is { } manifest && manifest.ArtifactType != ChunkList.ArtifactType)
        {
            return manifest.Layers is [var layer] ? new RemoteFile(new ChunkList { Digest = layer.Digest, Size = layer.Size, Chunks = [layer] }) : null;
        }

        return new RemoteFile(ChunkList.Read(head, d => documents[d.Digest]));
    }

    /// <summary>A file by its digest: under one of the tags, or wherever a remote keeps single files; null when it is not there.</summary>
    public static async Task<RemoteFile?> FindFileAsync(this IRemote remote, Digest whole, long size, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        foreach (var tag in tags.Append(ChunkedFile.TagOf(whole)))
        {
            if (await remote.FindFileAsync(tag, cancellationToken).ConfigureAwait(false) is { } tagged && tagged.Digest == whole && await remote.HasAllAsync(tagged, cancellationToken).ConfigureAwait(false)) return tagged;
        }

        return await remote.ContainsAsync(whole, cancellationToken).ConfigureAwait(false)
            ? new RemoteFile(new ChunkList { Digest = whole, Size = size, Chunks = [new Descriptor(MediaTypes.Bytes, whole, size)] })
            : null;
    }

    /// <summary>True when a folder has all of a file's chunks. A registry is believed: it takes no document whose parts it lacks.</summary>
    public static async Task<bool> HasAllAsync(this IRemote remote, RemoteFile file, CancellationToken cancellationToken)
    {
        if (remote is not FolderRemote) return true;
        foreach (var chunk in file.List.Chunks)
        {
            if (!await remote.ContainsAsync(chunk.Digest, cancellationToken).ConfigureAwait(false)) return false;
        }

        return true;
    }

    /// <summary>Fetches files, of each only the chunks that the store does not have. All of a file is verified before the store says that it has it.</summary>
    /// <exception cref="InvalidDataException">What came is something else.</exception>
    public static async Task PullFilesAsync(this IRemote remote, ContentStore store, IReadOnlyList<RemoteFile> files, TransferOptions options, CancellationToken cancellationToken)
    {
        foreach (var chunk in files.SelectMany(f => f.List.Chunks)) store.Renew(chunk.Digest);
        await remote.PullAsync(store, [.. files.SelectMany(f => f.List.Chunks)], options, cancellationToken).ConfigureAwait(false);
        foreach (var file in files.Where(f => !f.IsOneBlob))
        {
            var head = ChunkList.Write(store, file.Digest, file.Size, file.List.Chunks);
            ChunkedFile.Adopt(store, head, file.Digest, cancellationToken);
        }
    }

    /// <summary>A tag that moves must not leave the version before without a name: other commits still pin it.</summary>
    private static async Task RetainAsync(IRemote remote, string tag, Digest next, CancellationToken cancellationToken)
    {
        if (await remote.ResolveAsync(tag, cancellationToken).ConfigureAwait(false) is not { MediaType: MediaTypes.Manifest or MediaTypes.Index } head) return;
        if (await remote.FindFileAsync(tag, cancellationToken).ConfigureAwait(false) is not { } before || before.Digest == next) return;
        var document = await remote.GetManifestAsync(head, cancellationToken).ConfigureAwait(false);
        await remote.PushManifestAsync(document, head.MediaType, ChunkedFile.TagOf(before.Digest), cancellationToken).ConfigureAwait(false);
    }

    private static ChunkList ListOf(ContentStore store, Digest whole, CancellationToken cancellationToken)
    {
        if (store.SizeOf(whole) is not { } size) return ChunkedFile.Find(store, whole) ?? throw new ContentMissingException(whole, store.Root);
        if (size <= ChunkedFile.Threshold) return new ChunkList { Digest = whole, Size = size, Chunks = size == 0 ? [] : [new Descriptor(MediaTypes.Bytes, whole, size)] };
        using var blob = store.Open(whole);
        ChunkedFile.Put(store, blob, null, cancellationToken);
        return ChunkedFile.Find(store, whole) ?? throw new ContentMissingException(whole, store.Root);
    }
}
