using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Puts partitions into a lock. What has another's name, bytes or time is refused: no partition changes unasked, and no row counts twice.</summary>
internal sealed class LockAddition(string dataset, bool replaces)
{
    /// <summary>The lock with the partitions, and why some cannot be in it.</summary>
    public (DataLock Lock, IReadOnlyList<string> Refused) Apply(DataLock now, IReadOnlyList<(string File, Partition Partition)> added)
    {
        var refused = new List<string>();
        var longer = now;
        foreach (var (file, partition) in added)
        {
            var known = longer.Datasets[dataset];
            if (known[partition.Name] is { } same && same != partition && !replaces)
                refused.Add($"{file}: {dataset} has a partition '{partition.Name}' already, with other bytes ({same.Digest.Short}, not {partition.Digest.Short}). Choose another name with --partition, or put it in the other's place with --replace.");
            var others = known.Partitions.Where(p => p.Name != partition.Name).ToArray();
            if (others.FirstOrDefault(k => k.Digest == partition.Digest) is { } twin) refused.Add($"{file}: the same bytes are partition '{twin.Name}' of {dataset} already.");
            else if (others.FirstOrDefault(k => k.From <= partition.To && k.To >= partition.From) is { } overlapped) refused.Add($"{file}: {Period(partition)} overlaps partition '{overlapped.Name}' with {Period(overlapped)}. Cut the file so that no time is in both.");
            longer = longer.WithPartition(dataset, partition);
        }

        return (longer, refused);
    }

    private static string Period(Partition partition) => $"{Texts.Time(partition.From)} to {Texts.Time(partition.To)}";
}
