namespace MLOpsBuild.Data;

/// <summary>What a change of the lock did to a partition.</summary>
public enum PartitionChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It has other bytes than before.</summary>
    Replaced,

    /// <summary>It is there no more.</summary>
    Removed,

    /// <summary>Its bytes are the same, and something else that the lock says of it is not.</summary>
    Described,
}

/// <summary>One partition's difference between two locks.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Before">The partition before; null when it was added.</param>
/// <param name="After">The partition now; null when it was removed.</param>
public sealed record PartitionChange(string Dataset, PartitionChangeKind Kind, Partition? Before, Partition? After)
{
    /// <summary>The partition's name.</summary>
    public string Name => (After ?? Before)!.Name;

    /// <summary>The differences between two locks, by dataset and name.</summary>
    public static IReadOnlyList<PartitionChange> Between(DataLock before, DataLock after)
    {
        var changes = new List<PartitionChange>();
        foreach (var dataset in before.Datasets.Keys.Union(after.Datasets.Keys).Order(StringComparer.Ordinal))
        {
            var old = PartitionsOf(before, dataset);
            var now = PartitionsOf(after, dataset);
            foreach (var name in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
            {
                var (was, isNow) = (old.GetValueOrDefault(name), now.GetValueOrDefault(name));
                if (was != isNow) changes.Add(new PartitionChange(dataset, KindOf(was, isNow), was, isNow));
            }
        }

        return changes;
    }

    private static PartitionChangeKind KindOf(Partition? before, Partition? after) => (before, after) switch
    {
        (null, _) => PartitionChangeKind.Added,
        (_, null) => PartitionChangeKind.Removed,
        _ => before.Digest == after.Digest ? PartitionChangeKind.Described : PartitionChangeKind.Replaced,
    };

    private static Dictionary<string, Partition> PartitionsOf(DataLock data, string dataset) =>
        data.Datasets.TryGetValue(dataset, out var locked) ? locked.Partitions.ToDictionary(p => p.Name, StringComparer.Ordinal) : [];
}
