namespace MLOpsBuild.Content;

public sealed partial class ContentStore
{
    private const string LayoutText = "{\"imageLayoutVersion\":\"1.0.0\"}";

    /// <summary>The tags with what they name, sorted by tag; lists of referrers are not among them.</summary>
    /// <exception cref="InvalidDataException">The folder's index cannot be read.</exception>
    public IReadOnlyList<(string Name, Descriptor Descriptor)> Tags() =>
    [
        .. ReadIndex().Manifests
            .Where(m => TagOf(m) is { } tag && !TagName.IsOfReferrers(tag))
            .Select(m => (Name: TagOf(m)!, Descriptor: WithoutTag(m)))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>What a tag names; null when there is no such tag.</summary>
    /// <exception cref="InvalidDataException">The folder's index cannot be read.</exception>
    public Descriptor? Resolve(string tag) => ReadIndex().Manifests.FirstOrDefault(m => TagOf(m) == tag) is { } found ? WithoutTag(found) : null;

    /// <summary>Points a tag at something that is there.</summary>
    /// <exception cref="ContentMissingException">It is not there: a tag never names nothing.</exception>
    /// <exception cref="ArgumentException">The name is no tag (<see cref="TagName.IsValid"/>).</exception>
    public void Tag(string name, Descriptor descriptor) => TagAll([(name, descriptor)]);

    /// <summary>Points several tags at once.</summary>
    /// <exception cref="ContentMissingException">Something is not there; no tag is changed.</exception>
    /// <exception cref="ArgumentException">A name is no tag; no tag is changed.</exception>
    public void TagAll(IReadOnlyList<(string Name, Descriptor Descriptor)> named)
    {
        foreach (var (name, _) in named) TagName.Check(name);
        EnsureLayout();
        using var held = HoldAgainstCollection();
        foreach (var (_, descriptor) in named)
        {
            if (!Contains(descriptor.Digest)) throw new ContentMissingException(descriptor.Digest, Root);
        }

        ChangeIndex(tags =>
        {
            foreach (var (name, descriptor) in named) tags[name] = descriptor;
        });
    }

    /// <summary>Takes a tag away; the bytes stay.</summary>
    public void Untag(string name) => ChangeIndex(tags => tags.Remove(name));

    /// <summary>Keeps a manifest, under a tag if one is given. One with a subject joins the subject's referrers.</summary>
    public Descriptor PutManifest(OciManifest manifest, string? tag = null) => PutManifest(manifest.ToBytes(), tag);

    /// <summary>Keeps a manifest's own bytes, so that its digest stays what it was elsewhere.</summary>
    /// <exception cref="InvalidDataException">The bytes are no manifest.</exception>
    /// <exception cref="ContentMissingException">A part of it is not there; parts come first, so a manifest that is there is complete.</exception>
    public Descriptor PutManifest(byte[] bytes, string? tag = null)
    {
        var manifest = OciManifest.Parse(bytes);
        if (tag is not null) TagName.Check(tag);
        RequireParts(manifest);
        var descriptor = new Descriptor(manifest.MediaType, Put(bytes), bytes.Length) { ArtifactType = manifest.ArtifactType };
        if (tag is not null) Tag(tag, descriptor);
        if (manifest.Subject is { } subject) AddReferrer(subject.Digest, descriptor with { ArtifactType = manifest.ArtifactType ?? manifest.Config.MediaType, Annotations = manifest.Annotations });
        return descriptor;
    }

    /// <summary>The manifest of a digest.</summary>
    /// <exception cref="ContentMissingException">It is not there.</exception>
    public OciManifest GetManifest(Digest digest) => OciManifest.Parse(Get(digest));

    /// <summary>What refers to a manifest, sorted by digest.</summary>
    /// <param name="subject">The manifest.</param>
    /// <param name="artifactType">Only this kind; null for all.</param>
    public IReadOnlyList<Descriptor> Referrers(Digest subject, string? artifactType = null) => Resolve(ReferrersTag(subject)) is { } index
        ? [.. ReadReferrers(index.Digest).Where(d => artifactType is null || d.ArtifactType == artifactType)]
        : [];

    /// <summary>Replaces what refers to a manifest.</summary>
    public void SetReferrers(Digest subject, IReadOnlyList<Descriptor> referrers) => ChangeIndex(tags => tags[ReferrersTag(subject)] = PutReferrers(referrers));

    internal static string ReferrersTag(Digest subject) => "sha256-" + subject.Hex;

    internal IReadOnlyList<Descriptor> ReadReferrers(Digest index) => OciIndex.Parse(Get(index), "The list of referrers").Manifests;

    private void RequireParts(OciManifest manifest)
    {
        if (manifest.Config.Digest == Descriptor.EmptyDigest || manifest.Layers.Any(l => l.Digest == Descriptor.EmptyDigest)) Put("{}"u8);
        EnsureLayout();
        using var held = HoldAgainstCollection();
        foreach (var part in manifest.Layers.Append(manifest.Config))
        {
            if (!Contains(part.Digest)) throw new ContentMissingException(part.Digest, Root);
            Touch(part.Digest);
        }
    }

    private void AddReferrer(Digest subject, Descriptor referrer) => ChangeIndex(tags =>
    {
        var known = tags.TryGetValue(ReferrersTag(subject), out var index) ? ReadReferrers(index.Digest) : [];
        tags[ReferrersTag(subject)] = PutReferrers([.. known.Where(k => k.Digest != referrer.Digest), referrer]);
    });

    private Descriptor PutReferrers(IReadOnlyList<Descriptor> referrers)
    {
        var bytes = new OciIndex { Manifests = [.. referrers.OrderBy(r => r.Digest)] }.ToBytes();
        return new Descriptor(MediaTypes.Index, Put(bytes), bytes.Length);
    }

    private OciIndex ReadIndex()
    {
        try
        {
            return OciIndex.Parse(File.ReadAllBytes(IndexPath), IndexPath);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new OciIndex();
        }
    }

    /// <summary>Reads, changes and replaces the index under a lock that other processes see too.</summary>
    private void ChangeIndex(Action<SortedDictionary<string, Descriptor>> change)
    {
        EnsureLayout();
        using var held = FileLock.Acquire(Path.Combine(Root, ".index.lock"));
        var index = ReadIndex();
        var tags = new SortedDictionary<string, Descriptor>(StringComparer.Ordinal);
        var untagged = new List<Descriptor>();
        foreach (var entry in index.Manifests)
        {
            if (TagOf(entry) is { } tag) tags[tag] = WithoutTag(entry);
            else untagged.Add(entry);
        }

        change(tags);
        var manifests = untagged.Concat(tags.Select(t => t.Value with { Annotations = WithTag(t.Value.Annotations, t.Key) }));
        WriteWhole(IndexPath, (index with { Manifests = [.. manifests] }).ToBytes());
    }

    private string IndexPath => Path.Combine(Root, "index.json");

    private static string? TagOf(Descriptor entry) => entry.Annotations?.GetValueOrDefault(MediaTypes.RefName);

    private static Descriptor WithoutTag(Descriptor entry)
    {
        if (TagOf(entry) is null) return entry;
        var others = new SortedDictionary<string, string>(entry.Annotations!, StringComparer.Ordinal);
        others.Remove(MediaTypes.RefName);
        return entry with { Annotations = others.Count > 0 ? others : null };
    }

    private static SortedDictionary<string, string> WithTag(SortedDictionary<string, string>? annotations, string tag) =>
        new(annotations ?? [], StringComparer.Ordinal) { [MediaTypes.RefName] = tag };
}
