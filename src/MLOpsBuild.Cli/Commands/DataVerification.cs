using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Reads everything again.</summary>
internal static class DataVerification
{
    public static Reply Verify(Session session)
    {
        var store = session.Workspace.Store;
        var locked = session.Lock.Datasets.SelectMany(d => d.Value.Partitions.Select(p => (Name: $"{d.Key} {p.Name}", Partition: p))).ToArray();
        var names = locked.ToLookup(l => l.Partition.Digest, l => l.Name);
        var damaged = store.Verify().Select(c => new DamagedBlob(c.Digest, c.Found, c.Size, names[c.Digest].FirstOrDefault())).ToArray();
        var wrongSize = locked.Where(l => store.SizeOf(l.Partition.Digest) is { } size && size != l.Partition.Size && damaged.All(d => d.Digest != l.Partition.Digest))
            .Select(l => $"{l.Name} has {store.SizeOf(l.Partition.Digest)} bytes, but data.lock.json says {l.Partition.Size}.").ToArray();
        var missing = locked.Where(l => !store.Contains(l.Partition.Digest)).Select(l => l.Name).ToArray();
        var blobs = store.Blobs().Count;
        var whole = damaged.Length + wrongSize.Length == 0;
        return new Reply(new { blobs, damaged, wrongSize, missing }, new Lines($"{Texts.Plural(blobs, "blob")} read, {damaged.Length} damaged; {Texts.Plural(missing.Length, "locked partition")} not here."))
        {
            ExitCode = whole ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = whole ? null : Message(damaged, wrongSize),
            Essence = [.. damaged.Select(d => d.Digest.ToString())],
        };
    }

    private static string Message(DamagedBlob[] damaged, string[] wrongSize)
    {
        var lines = damaged.Select(d => $"{d.Digest}{(d.Name is { } name ? $" ({name})" : "")} is damaged: its {d.Size} bytes have {d.Found}.").Concat(wrongSize);
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
