using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Checkouts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The state of all pinned data.</summary>
/// <param name="Datasets">The locked datasets, by name.</param>
/// <param name="Remote">The data remote's name.</param>
/// <param name="RemoteError">Why the remote could not be asked; null when it could.</param>
/// <param name="Checkouts">The folders that partitions were written to.</param>
internal sealed record DataStatus(IReadOnlyList<DatasetStatus> Datasets, string Remote, string? RemoteError, IReadOnlyList<CheckoutView> Checkouts)
{
    /// <summary>Reads the lock, the store and the remote's tags. A remote that does not answer is told, not thrown: what is local stays useful.</summary>
    public static async Task<DataStatus> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        // Folders of many files take longest, so they come first and go on while the remote is asked.
        var looking = Task.Run(() => DataCheckout.All(session.Workspace.Store, session.Workspace.LocalFolder).Select(c => c.Look(session.Lock, cancellationToken)).ToArray(), cancellationToken);
        var (tags, error) = await TagsAsync(session, cancellationToken).ConfigureAwait(false);
        var waiting = ArrivingPartitions.Of(session.Lock, tags);
        var datasets = session.Lock.Datasets.Select(d => Of(d.Key, d.Value, session.Workspace.Store, waiting)).ToArray();
        return new DataStatus(datasets, session.Project.DataRemote, error, await looking.ConfigureAwait(false));
    }

    private static async Task<(IReadOnlyList<string> Tags, string? Error)> TagsAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.DataRemote().TagsAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException or UnauthorizedAccessException or InvalidDataException)
        {
            return ([], problem.Message);
        }
    }

    private static DatasetStatus Of(string name, LockedDataset dataset, ContentStore store, IReadOnlyList<ArrivingPartition> waiting)
    {
        var partitions = dataset.Partitions.Select(p => new PartitionStatus(p.Name, p.Digest, p.Size, p.Rows, p.From, p.To, p.Forced, ChunkedFile.Contains(store, p.Digest))).ToArray();
        return new DatasetStatus(name, dataset.Schema, partitions, [.. waiting.Where(w => w.Dataset == name).Select(w => w.Partition)]);
    }
}

/// <summary>One dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The path of its contract.</param>
/// <param name="Partitions">What is locked.</param>
/// <param name="Arrives">Partitions that the remote has and the lock has not.</param>
internal sealed record DatasetStatus(string Name, string Schema, IReadOnlyList<PartitionStatus> Partitions, IReadOnlyList<string> Arrives);

/// <summary>One locked partition.</summary>
internal sealed record PartitionStatus(string Name, Digest Digest, long Size, long Rows, DateTime? From, DateTime? To, IReadOnlyList<string> Forced, bool InStore);
