using System.Text.Json;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Collecting;

/// <summary>Follows manifests, indexes, referrers and lists of chunks from what is named to all that it needs.</summary>
internal sealed class Reachability(ContentStore store)
{
    private readonly HashSet<Digest> _seen = [];
    private readonly Queue<(Digest Digest, string? MediaType)> _open = new();
    private Dictionary<Digest, Descriptor>? _referrers;

    /// <summary>Everything found so far, there or not.</summary>
    public IReadOnlySet<Digest> Seen => _seen;

    /// <summary>Documents that could not be read, and so may have named more.</summary>
    public SortedSet<Digest> Unreadable { get; } = [];

    /// <summary>Adds what a digest needs. A digest may be of a blob, a document, or a whole file that is kept in chunks.</summary>
    public void Follow(Digest digest, string? mediaType = null)
    {
        Add(digest, mediaType);
        while (_open.TryDequeue(out var next))
        {
            if (FileLinks.Find(store, next.Digest) is { } head) Add(head.Digest, head.MediaType);
            if (Referrers().TryGetValue(next.Digest, out var list)) Add(list.Digest, MediaTypes.Index);
            ReadDocument(next.Digest, next.MediaType);
        }
    }

    private void Add(Digest digest, string? mediaType)
    {
        if (_seen.Add(digest)) _open.Enqueue((digest, mediaType));
    }

    /// <summary>What a subject's referrers are listed in is kept with the subject.</summary>
    private Dictionary<Digest, Descriptor> Referrers() => _referrers ??= store.Named()
        .Where(d => d.Annotations?.GetValueOrDefault(MediaTypes.RefName) is { } tag && TagName.IsOfReferrers(tag))
        .DistinctBy(d => d.Annotations![MediaTypes.RefName])
        .ToDictionary(d => Digest.Parse("sha256:" + d.Annotations![MediaTypes.RefName]["sha256-".Length..]));

    private void ReadDocument(Digest digest, string? mediaType)
    {
        // Of a digest alone the kind is not known: any small blob that reads as a document is one. To keep too much is the lesser mistake.
        if (mediaType is not (null or MediaTypes.Manifest or MediaTypes.Index)) return;
        if (store.SizeOf(digest) is not { } size) return;
        if (size > OciJson.MaxBytes)
        {
            if (mediaType is not null) Unreadable.Add(digest);
            return;
        }

        try
        {
            if (mediaType is null && !StartsAsDocument(digest)) return;
            var bytes = store.Get(digest);
            if ((mediaType ?? KindOf(bytes)) is not { } kind) return;
            if (kind == MediaTypes.Index) FollowAll(OciIndex.Parse(bytes, "The index").Manifests);
            else FollowAll(OciManifest.Parse(bytes));
        }
        catch (Exception e) when (e is InvalidDataException or ContentCorruptException or ContentMissingException or FileNotFoundException)
        {
            if (mediaType is not null || e is ContentCorruptException) Unreadable.Add(digest);
        }
    }

    private bool StartsAsDocument(Digest digest)
    {
        using var file = File.OpenRead(store.PathOf(digest));
        return file.ReadByte() == '{';
    }

    private void FollowAll(OciManifest manifest)
    {
        Add(manifest.Config.Digest, manifest.Config.MediaType);
        FollowAll(manifest.Layers);
        if (manifest.Subject is { } subject) Add(subject.Digest, subject.MediaType);
    }

    private void FollowAll(IReadOnlyList<Descriptor> parts)
    {
        foreach (var part in parts) Add(part.Digest, part.MediaType);
    }

    private static string? KindOf(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf("\"mediaType\""u8) < 0) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.TryGetProperty("mediaType", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() is MediaTypes.Manifest or MediaTypes.Index
                ? kind.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
