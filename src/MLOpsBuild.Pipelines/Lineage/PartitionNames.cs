using MLOpsBuild.Content;
using MLOpsBuild.Data;

namespace MLOpsBuild.Pipelines.Lineage;

/// <summary>The names of partitions by their bytes, from any number of data locks: of today and of earlier commits. Immutable.</summary>
public sealed class PartitionNames
{
    private readonly Dictionary<Digest, NamedPartition> _byDigest = [];

    private PartitionNames()
    {
    }

    /// <summary>No names.</summary>
    public static PartitionNames None { get; } = new();

    /// <summary>All of them, by place, of one place in the order in which they became known.</summary>
    public IEnumerable<NamedPartition> All => _byDigest.Values.OrderBy(p => p.Place, StringComparer.Ordinal);

    /// <summary>The partition of some bytes; null for bytes that are none.</summary>
    public NamedPartition? Find(Digest digest) => _byDigest.GetValueOrDefault(digest);

    /// <summary>These names and more; what is known stays.</summary>
    public PartitionNames With(IEnumerable<NamedPartition> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var all = new PartitionNames();
        foreach (var partition in _byDigest.Values.Concat(more)) all._byDigest.TryAdd(partition.Digest, partition);
        return all;
    }

    /// <summary>These names and those of a data lock.</summary>
    public PartitionNames With(DataLock dataLock)
    {
        ArgumentNullException.ThrowIfNull(dataLock);
        return With(dataLock.Datasets.SelectMany(d => d.Value.Partitions.Select(p => new NamedPartition(d.Key, p.Name, p.Digest))));
    }
}
