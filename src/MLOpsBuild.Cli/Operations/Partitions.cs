using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>A locked partition with its dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Partition">The partition.</param>
internal sealed record LockedPartition(string Dataset, Partition Partition)
{
    /// <summary>As messages name it.</summary>
    public string Name => $"{Dataset} {Partition.Name}";

    /// <summary>The tag under which remotes keep it.</summary>
    public string Tag => PartitionTag.Of(Dataset, Partition.Name);

    /// <summary>As a remote shall keep it.</summary>
    public SharedFile ToShared() => new(Partition.Digest, Tag, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["org.mlopsbuild.data.dataset"] = Dataset,
        ["org.mlopsbuild.data.partition"] = Partition.Name,
    });
}

/// <summary>Locked partitions in the store and at the remote.</summary>
internal static class Partitions
{
    private const int AtOnce = 4;

    /// <summary>All of a lock, in its order.</summary>
    public static LockedPartition[] Of(DataLock locked) => [.. locked.Datasets.SelectMany(d => d.Value.Partitions.Select(p => new LockedPartition(d.Key, p)))];

    /// <summary>Summaries lie outside the store: they can be made again from what it holds.</summary>
    public static SummaryCache Summaries(Workspace workspace) => new(Path.Combine(workspace.LocalFolder, "summaries"));

    /// <summary>What is known here of a dataset's partitions.</summary>
    public static PartitionSummaries Summaries(Workspace workspace, DatasetSchema schema, string format) => new(Summaries(workspace), schema, format);

    /// <summary>How a session moves blobs.</summary>
    public static TransferOptions Options(Session session) => new() { AtOnce = AtOnce, Progress = session.Transfers };

    /// <summary>What a remote has of some partitions, several asked for at a time: null where it has none.</summary>
    /// <exception cref="InvalidDataException">The remote has another file than the lock says.</exception>
    public static async Task<RemoteFile?[]> FindAsync(IRemote remote, IReadOnlyList<LockedPartition> partitions, CancellationToken cancellationToken)
    {
        var found = new RemoteFile?[partitions.Count];
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, together, async (i, stop) =>
        {
            var partition = partitions[i].Partition;
            found[i] = await remote.FindFileAsync(partition.Digest, partition.Size, [partitions[i].Tag], stop).ConfigureAwait(false);
            if (found[i] is { } file && file.Size != partition.Size)
                throw new InvalidDataException($"{remote.Name} keeps {partitions[i].Name} with {file.Size} bytes where data.lock.json says {partition.Size}; it is not used.");
        }).ConfigureAwait(false);
        return found;
    }

    /// <summary>Whether the remote has a partition under a tag, so that its clean-up keeps it.</summary>
    public static async Task<bool> IsSharedAsync(IRemote remote, LockedPartition partition, CancellationToken cancellationToken)
    {
        foreach (var tag in new[] { partition.Tag, ChunkedFile.TagOf(partition.Partition.Digest) })
        {
            if (await remote.FindFileAsync(tag, cancellationToken).ConfigureAwait(false) is { } file && file.Digest == partition.Partition.Digest && await remote.HasAllAsync(file, cancellationToken).ConfigureAwait(false)) return true;
        }

        return false;
    }
}
