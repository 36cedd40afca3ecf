using System.Text.Json.Serialization;

namespace MLOpsBuild.Data.Differences;

/// <summary>What became of a partition, or of a part of a schema.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>It was not there before.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>It is there no more.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>It is another one now.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,
}

/// <summary>A partition that is not the same in both locks.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">As it was; null when it is new.</param>
/// <param name="After">As it is; null when it is gone.</param>
public sealed record PartitionChange(ChangeKind Kind, string Name, Partition? Before, Partition? After);

/// <summary>One dataset in two locks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">As it was; null when it is new.</param>
/// <param name="After">As it is; null when it is gone.</param>
/// <param name="Partitions">The partitions that differ, by name.</param>
public sealed record DatasetDifference(string Name, LockedDataset? Before, LockedDataset? After, IReadOnlyList<PartitionChange> Partitions)
{
    /// <summary>The rows before.</summary>
    public long RowsBefore => Before?.Partitions.Sum(p => p.Rows) ?? 0;

    /// <summary>The rows after.</summary>
    public long RowsAfter => After?.Partitions.Sum(p => p.Rows) ?? 0;
}

/// <summary>Compares two data locks.</summary>
public static class LockDifference
{
    /// <summary>Every dataset of either lock, by name, with the partitions that differ; a dataset that is the same has none.</summary>
    public static IReadOnlyList<DatasetDifference> Between(DataLock before, DataLock after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. before.Datasets.Keys.Union(after.Datasets.Keys).Order(StringComparer.Ordinal).Select(name =>
        {
            var (old, now) = (before.Datasets.GetValueOrDefault(name), after.Datasets.GetValueOrDefault(name));
            return new DatasetDifference(name, old, now, [.. Partitions(old?.Partitions ?? [], now?.Partitions ?? [])]);
        })];
    }

    private static IEnumerable<PartitionChange> Partitions(IReadOnlyList<Partition> before, IReadOnlyList<Partition> after)
    {
        var (old, now) = (before.ToDictionary(p => p.Name, StringComparer.Ordinal), after.ToDictionary(p => p.Name, StringComparer.Ordinal));
        foreach (var name in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (old.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (was?.Digest == @is?.Digest) continue;
            yield return new PartitionChange(was is null ? ChangeKind.Added : @is is null ? ChangeKind.Removed : ChangeKind.Changed, name, was, @is);
        }
    }
}
