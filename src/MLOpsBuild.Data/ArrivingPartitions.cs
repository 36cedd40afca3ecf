namespace MLOpsBuild.Data;

/// <summary>A partition that a remote holds and the data lock does not.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Partition">The partition's name.</param>
/// <param name="Tag">The tag under which the remote holds it.</param>
public sealed record ArrivingPartition(string Dataset, string Partition, string Tag);

/// <summary>Finds new data: a publisher tags each partition <c>data.&lt;dataset&gt;.&lt;partition&gt;</c> in a remote (<see cref="PartitionTag"/>); what the lock does not know yet has arrived.</summary>
public static class ArrivingPartitions
{
    /// <summary>The partitions that have arrived, ordered by dataset and name. Tags of another form and of datasets that the lock does not have are passed over.</summary>
    public static IReadOnlyList<ArrivingPartition> Of(DataLock data, IEnumerable<string> tags)
    {
        var arriving = new List<ArrivingPartition>();
        foreach (var tag in tags.Distinct(StringComparer.Ordinal))
        {
            if (!PartitionTag.TryParse(tag, out var dataset, out var partition)) continue;
            if (!data.Datasets.TryGetValue(dataset, out var locked) || locked[partition] is not null) continue;
            arriving.Add(new ArrivingPartition(dataset, partition, tag));
        }

        return [.. arriving.OrderBy(a => a.Dataset, StringComparer.Ordinal).ThenBy(a => a.Partition, StringComparer.Ordinal)];
    }
}
