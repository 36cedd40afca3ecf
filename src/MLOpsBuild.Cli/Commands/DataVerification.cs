using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Reads everything again.</summary>
internal static class DataVerification
{
    public static Reply Verify(Session session)
    {
        var store = session.Workspace.Store;
        var locked = Partitions.Of(session.Lock);
        var damaged = store.Verify().Select(c => new DamagedBlob(c.Digest, c.Found, c.Size, StoreCheck.Owner(store, locked, c.Digest)?.Name)).ToArray();
        string[] wrong = [.. locked.Where(l => damaged.All(d => d.Name != l.Name)).SelectMany(l => Wrong(store, l))];
        var missing = locked.Where(l => !IsThere(store, l)).Select(l => l.Name).ToArray();
        var blobs = store.Blobs().Count;
        var whole = damaged.Length + wrong.Length == 0;
        return new Reply(new { blobs, damaged, wrong, missing }, new Lines($"{Texts.Plural(blobs, "blob")} read, {damaged.Length} damaged; {Texts.Plural(missing.Length, "locked partition")} not here."))
        {
            ExitCode = whole ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = whole ? null : Message(damaged, wrong),
            Essence = [.. damaged.Select(d => d.Digest.ToString())],
        };
    }

    /// <summary>What blobs that are each what they say do not tell: another size than the lock's, and chunks that make another file.</summary>
    private static IEnumerable<string> Wrong(ContentStore store, LockedPartition locked)
    {
        if (!IsThere(store, locked)) yield break;
        var (digest, size) = (locked.Partition.Digest, ChunkedFile.SizeOf(store, locked.Partition.Digest));
        if (size != locked.Partition.Size) yield return $"{locked.Name} has {size} bytes, but data.lock.json says {locked.Partition.Size}.";
        if (store.Contains(digest)) yield break;
        using var file = ChunkedFile.Open(store, digest);
        if (Digest.Of(file) is var found && found != digest) yield return $"{locked.Name}: its chunks make a file with {found}, not {digest}.";
    }

    private static bool IsThere(ContentStore store, LockedPartition locked)
    {
        try
        {
            return ChunkedFile.Contains(store, locked.Partition.Digest);
        }
        catch (ContentCorruptException)
        {
            return false; // the list of its chunks is among what is damaged
        }
    }

    private static string Message(DamagedBlob[] damaged, string[] wrong)
    {
        var lines = damaged.Select(d => $"{d.Digest}{(d.Name is { } name ? $" ({name})" : "")} is damaged: its {d.Size} bytes have {d.Found}.").Concat(wrong);
        return string.Join(Environment.NewLine, lines.Append(damaged.Length > 0
            ? "'./mlops data pull' removes damaged blobs and fetches pinned data again; steps compute the rest again."
            : "Correct data.lock.json, or take it from Git."));
    }
}

/// <summary>A damaged blob.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Found">The digest of its bytes.</param>
/// <param name="Size">How many bytes there are.</param>
/// <param name="Name">The locked partition that it is; null for something else.</param>
internal sealed record DamagedBlob(Digest Digest, Digest Found, long Size, string? Name);
