using System.Globalization;

namespace MLOpsBuild.Content.Chunking;

/// <summary>What a chunked file consists of: its chunks in order, and what they make together.</summary>
public sealed record ChunkList
{
    /// <summary>The artifact type of a chunked file's manifest, or of the index of its parts.</summary>
    public const string ArtifactType = "application/vnd.mlopsbuild.file.v1";

    /// <summary>The artifact type of a manifest that lists some of a very large file's chunks.</summary>
    public const string PartType = "application/vnd.mlopsbuild.file.part.v1";

    /// <summary>The annotation that holds the whole file's digest.</summary>
    public const string DigestKey = "org.mlopsbuild.file.digest";

    /// <summary>The annotation that holds the whole file's bytes, in decimal digits.</summary>
    public const string SizeKey = "org.mlopsbuild.file.size";

    /// <summary>Chunks in one manifest: 8000 take 1.2 MiB of the 4 MiB that registries accept.</summary>
    public const int ChunksPerManifest = 8000;

    private const long MostPerChunk = 64 << 20;

    /// <summary>A few hundred gigabytes at the default sizes. A short list that names one part again and again must not fill the memory.</summary>
    private const int MostChunks = 1_000_000;

    internal const int MostParts = MostChunks / ChunksPerManifest;

    /// <summary>The digest of the whole file.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The whole file's bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The chunks, in order.</summary>
    public required IReadOnlyList<Descriptor> Chunks { get; init; }

    /// <summary>The manifests between the head and the chunks; empty unless the file is very large.</summary>
    public IReadOnlyList<Descriptor> Parts { get; init; } = [];

    /// <summary>Reads the head of a chunked file.</summary>
    /// <param name="head">A manifest or an index, as its media type says.</param>
    /// <param name="read">Gives a document's verified bytes.</param>
    /// <exception cref="InvalidDataException">The document is of another kind, or its figures do not fit together.</exception>
    public static ChunkList Read(Descriptor head, Func<Descriptor, byte[]> read)
    {
        var (annotations, chunks, parts) = head.MediaType == MediaTypes.Index ? FromIndex(head, read) : FromManifest(head, read);
        if (!Digest.TryParse(annotations?.GetValueOrDefault(DigestKey), out var digest)) throw Wrong(head, $"its annotation {DigestKey} is no digest");
        if (!long.TryParse(annotations?.GetValueOrDefault(SizeKey), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) throw Wrong(head, $"its annotation {SizeKey} is no number of bytes");
        if (chunks.FirstOrDefault(c => c.Size is 0 or > MostPerChunk) is { } odd) throw Wrong(head, $"{odd.Digest} has {odd.Size} bytes; a chunk has 1 to {MostPerChunk}");
        var sum = chunks.Sum(c => c.Size); // a million chunks of 64 MiB: no overflow
        if (sum != size) throw Wrong(head, $"its chunks have {sum} bytes together and the file {size}");
        return new ChunkList { Digest = digest, Size = size, Chunks = chunks, Parts = parts };
    }

    /// <summary>Keeps the documents in a store that has the chunks.</summary>
    /// <returns>The head.</returns>
    /// <exception cref="ContentMissingException">A chunk is not there.</exception>
    internal static Descriptor Write(ContentStore store, Digest digest, long size, IReadOnlyList<Descriptor> chunks)
    {
        var (parts, head, mediaType) = Documents(digest, size, chunks, new Dictionary<string, string>());
        foreach (var part in parts) store.PutManifest(part);
        if (mediaType == MediaTypes.Manifest) return store.PutManifest(head);
        return new Descriptor(mediaType, store.Put(head), head.Length) { ArtifactType = ArtifactType };
    }

    /// <summary>The documents that list a file's chunks: the same bytes for the same file and annotations.</summary>
    /// <param name="digest">The whole file's digest.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="chunks">Its chunks, in order.</param>
    /// <param name="more">Annotations of the head besides those that name the file.</param>
    internal static (IReadOnlyList<byte[]> Parts, byte[] Head, string MediaType) Documents(Digest digest, long size, IReadOnlyList<Descriptor> chunks, IReadOnlyDictionary<string, string> more)
    {
        var annotations = new SortedDictionary<string, string>(more.ToDictionary(), StringComparer.Ordinal)
        {
            [DigestKey] = digest.ToString(),
            [SizeKey] = size.ToString(CultureInfo.InvariantCulture),
        };
        if (chunks.Count <= ChunksPerManifest) return ([], (Manifest(ArtifactType, chunks) with { Annotations = annotations }).ToBytes(), MediaTypes.Manifest);
        byte[][] parts = [.. chunks.Chunk(ChunksPerManifest).Select(some => Manifest(PartType, some).ToBytes())];
        var listed = parts.Select(p => new Descriptor(MediaTypes.Manifest, Digest.Of(p), p.Length) { ArtifactType = PartType });
        return (parts, new OciIndex { ArtifactType = ArtifactType, Manifests = [.. listed], Annotations = annotations }.ToBytes(), MediaTypes.Index);
    }

    private static OciManifest Manifest(string type, IReadOnlyList<Descriptor> chunks) => new() { ArtifactType = type, Config = Descriptor.Empty, Layers = chunks };

    private static (SortedDictionary<string, string>? Annotations, IReadOnlyList<Descriptor> Chunks, IReadOnlyList<Descriptor> Parts) FromManifest(Descriptor head, Func<Descriptor, byte[]> read)
    {
        var manifest = ReadManifest(head, ArtifactType, read);
        return (manifest.Annotations, manifest.Layers, []);
    }

    private static (SortedDictionary<string, string>? Annotations, IReadOnlyList<Descriptor> Chunks, IReadOnlyList<Descriptor> Parts) FromIndex(Descriptor head, Func<Descriptor, byte[]> read)
    {
        var index = OciIndex.Parse(read(head), $"The list of parts {head.Digest}");
        if (index.ArtifactType != ArtifactType) throw Wrong(head, $"its artifact type is {Plain.Line(index.ArtifactType)} and not {ArtifactType}");
        var chunks = new List<Descriptor>();
        foreach (var part in index.Manifests)
        {
            chunks.AddRange(ReadManifest(part, PartType, read).Layers);
            if (chunks.Count > MostChunks) throw Wrong(head, $"it lists more than {MostChunks} chunks");
        }

        return (index.Annotations, chunks, index.Manifests);
    }

    private static OciManifest ReadManifest(Descriptor descriptor, string type, Func<Descriptor, byte[]> read)
    {
        var manifest = OciManifest.Parse(read(descriptor));
        return manifest.ArtifactType == type ? manifest : throw Wrong(descriptor, $"its artifact type is {Plain.Line(manifest.ArtifactType)} and not {type}");
    }

    private static InvalidDataException Wrong(Descriptor document, string why) => new($"{document.Digest} is no list of a file's chunks: {why}.");
}
