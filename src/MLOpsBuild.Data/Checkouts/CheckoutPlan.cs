using MLOpsBuild.Content.Indexing;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>What a checkout has to write and to remove.</summary>
internal sealed class CheckoutPlan
{
    private readonly CheckoutRecord _record;
    private readonly FileIndex _now;
    private readonly PartitionFiles _packs;

    /// <summary>Compares what is wanted with what lies there.</summary>
    public CheckoutPlan(CheckoutRecord record, IReadOnlyList<WrittenPartition> wanted, IReadOnlyCollection<string> datasets, FileIndex now, PartitionFiles packs)
    {
        (_record, _now, _packs) = (record, now, packs);
        Wanted = wanted;
        Differing = [.. wanted.SelectMany(Differences)];
        Old = [.. record.Partitions.Where(p => datasets.Contains(p.Dataset) && !wanted.Contains(p))];
        Kept = [.. record.Partitions.Where(p => !datasets.Contains(p.Dataset))];
        Left = [.. Old.SelectMany(p => LeftBy(p, wanted)).Distinct().Order(StringComparer.Ordinal)];
        Changed = [.. Differing.Select(d => d.Path).Concat(Left).Where(IsSomebodys).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>What will lie there.</summary>
    public IReadOnlyList<WrittenPartition> Wanted { get; }

    /// <summary>What an earlier checkout wrote and this one replaces or removes.</summary>
    public IReadOnlyList<WrittenPartition> Old { get; }

    /// <summary>What is not touched.</summary>
    public IReadOnlyList<WrittenPartition> Kept { get; }

    /// <summary>Files to write, with their partitions.</summary>
    public IReadOnlyList<(string Path, WrittenPartition Partition)> Differing { get; }

    /// <summary>Files to remove.</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>Files to write or remove that somebody changed.</summary>
    public IReadOnlyList<string> Changed { get; }

    private IEnumerable<(string Path, WrittenPartition Partition)> Differences(WrittenPartition partition)
    {
        if (!partition.IsFolder) return _now.Find(partition.Path)?.Digest == partition.Digest ? [] : [(partition.Path, partition)];
        if (_now.Folder(partition.Path).Fingerprint() == partition.Fingerprint) return [];
        return _packs.Find(partition.Digest)!.Files
            .Select(f => (Path: partition.Path + f.Path, f.Digest))
            .Where(f => _now.Find(f.Path)?.Digest != f.Digest)
            .Select(f => (f.Path, partition));
    }

    private IEnumerable<string> LeftBy(WrittenPartition old, IReadOnlyList<WrittenPartition> wanted)
    {
        var same = wanted.FirstOrDefault(w => w.Path == old.Path);
        if (!old.IsFolder) return same is null && _now.Find(old.Path) is not null ? [old.Path] : [];
        var next = same is null ? null : _packs.Find(same.Digest);
        return _packs.Find(old.Digest)?.Files.Where(f => next?.Find(f.Path) is null).Select(f => old.Path + f.Path).Where(p => _now.Find(p) is not null) ?? [];
    }

    private bool IsSomebodys(string path) => _now.Find(path) is { } file && !_record.Partitions.Any(p => p.IsFolder
        ? path.StartsWith(p.Path, StringComparison.Ordinal) && _packs.Find(p.Digest)?.Find(path[p.Path.Length..])?.Digest == file.Digest
        : p.Path == path && p.Digest == file.Digest);
}
