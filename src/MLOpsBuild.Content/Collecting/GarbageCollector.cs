using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Collecting;

/// <summary>Finds and deletes what nothing names any more.</summary>
/// <remarks>
/// Safe beside writers. What was put or renewed within the grace age is spared, whether anything names it or not: its writer may not have come to naming it. To find a blob there and build on it renews
/// it, under a lock that deletion takes alone; and before each deletion the tags are read again under that lock.
/// </remarks>
public static class GarbageCollector
{
    /// <summary>How long what nothing names is kept, unless told otherwise: longer than any transfer takes.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromDays(1);

    private const int Batch = 256;

    /// <summary>Lists what could go; changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="roots">What is needed besides what tags name (a tag that shall not count is taken away first): blobs, manifests, or files kept in chunks, by their digests. Those that are not there are passed over.</param>
    /// <param name="grace">Blobs put or renewed since then are spared; null for <see cref="DefaultGrace"/>.</param>
    /// <exception cref="InvalidDataException">The store's index, or a document on the way, cannot be read: what it named is not known, so nothing may go.</exception>
    public static GarbagePlan Plan(ContentStore store, IEnumerable<Digest> roots, TimeSpan? grace = null)
    {
        var limit = store.Now - (grace ?? DefaultGrace);
        var reached = new Reachability(store);
        foreach (var root in roots) reached.Follow(root);
        FollowNamed(store, reached);
        if (reached.Unreadable.Count > 0) throw Unreadable(reached);
        var unreachable = store.BlobStates().Where(b => !reached.Seen.Contains(b.Digest)).ToArray();
        return new GarbagePlan(
            store,
            [.. unreachable.Where(b => b.Wanted < limit).Select(b => new UnreachableBlob(b.Digest, b.Size))],
            unreachable.Count(b => b.Wanted >= limit),
            [.. FileLinks.All(store).Where(f => !reached.Seen.Contains(f))],
            reached,
            limit);
    }

    /// <summary>Deletes what a plan lists, but for what has been put, renewed or tagged since.</summary>
    /// <returns>What was deleted.</returns>
    /// <exception cref="InvalidDataException">The index, or a document on the way, cannot be read; what was not deleted yet stays.</exception>
    public static IReadOnlyList<UnreachableBlob> Collect(GarbagePlan plan, CancellationToken cancellationToken = default)
    {
        var deleted = new List<UnreachableBlob>();
        foreach (var some in plan.Blobs.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var held = plan.Store.HoldForCollection();
            FollowNamed(plan.Store, plan.Reached);
            if (plan.Reached.Unreadable.Count > 0) throw Unreadable(plan.Reached);
            // A link without its chunks would only be passed over; it goes first all the same, so that nothing points at nothing.
            foreach (var file in plan.Files.Where(f => !plan.Reached.Seen.Contains(f) && IsOld(plan, f))) FileLinks.Remove(plan.Store, file);
            foreach (var blob in some.Where(b => !plan.Reached.Seen.Contains(b.Digest)))
            {
                if (plan.Store.RemoveIfOlder(blob.Digest, plan.Limit) is { } size) deleted.Add(blob with { Size = size });
            }
        }

        return deleted;
    }

    private static bool IsOld(GarbagePlan plan, Digest file) =>
        FileLinks.Find(plan.Store, file) is not { } head || new FileInfo(plan.Store.PathOf(head.Digest)) is not { Exists: true } document || document.LastWriteTimeUtc < plan.Limit.UtcDateTime;

    private static void FollowNamed(ContentStore store, Reachability reached)
    {
        foreach (var named in store.Named())
        {
            var tag = named.Annotations?.GetValueOrDefault(MediaTypes.RefName);
            if (tag is null || !TagName.IsOfReferrers(tag)) reached.Follow(named.Digest, named.MediaType);
        }
    }

    private static InvalidDataException Unreadable(Reachability reached) =>
        new($"{string.Join(", ", reached.Unreadable.Take(3))} cannot be read, so what it needs is not known and nothing is deleted. './mlops data pull' fetches it again.");
}

/// <summary>A blob that nothing names.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its bytes.</param>
public sealed record UnreachableBlob(Digest Digest, long Size);

/// <summary>What a collection would delete.</summary>
public sealed class GarbagePlan
{
    internal GarbagePlan(ContentStore store, IReadOnlyList<UnreachableBlob> blobs, int young, IReadOnlyList<Digest> files, Reachability reached, DateTimeOffset limit) =>
        (Store, Blobs, Young, Files, Reached, Limit) = (store, blobs, young, files, reached, limit);

    /// <summary>The blobs that would go, sorted.</summary>
    public IReadOnlyList<UnreachableBlob> Blobs { get; }

    /// <summary>Their bytes together.</summary>
    public long Size => Blobs.Sum(b => b.Size);

    /// <summary>How many more nothing names, and which are too young to go.</summary>
    public int Young { get; }

    /// <summary>Chunked files that nothing names, sorted.</summary>
    public IReadOnlyList<Digest> Files { get; }

    internal ContentStore Store { get; }

    internal Reachability Reached { get; }

    internal DateTimeOffset Limit { get; }
}
