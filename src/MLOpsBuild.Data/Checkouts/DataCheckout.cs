using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Indexing;
using MLOpsBuild.Content.Packing;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>Writes locked partitions as files into a folder, for programs that read files: <c>&lt;folder&gt;/&lt;dataset&gt;/&lt;partition&gt;.csv</c>, a packed folder as a folder. Only what differs is written.</summary>
/// <remarks>A file that somebody changed is never overwritten or removed unless that is forced. An index remembers digests by size, times and inode, so unchanged files are not read.</remarks>
public sealed class DataCheckout
{
    private readonly ContentStore _store;
    private readonly string _local;
    private readonly string _folder;
    private readonly PartitionFiles _packs;

    /// <summary>A checkout in a folder.</summary>
    /// <param name="store">The store.</param>
    /// <param name="local">Where index and record are kept.</param>
    /// <param name="folder">The folder that the files are in.</param>
    public DataCheckout(ContentStore store, string local, string folder)
    {
        (_store, _local) = (store, Path.GetFullPath(local));
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _packs = new PartitionFiles(store, _local);
    }

    private string Name => Digest.Of(System.Text.Encoding.UTF8.GetBytes(_folder)).Hex[..16];

    private string RecordPath => Path.Combine(_local, "checkouts", Name + ".json");

    private string IndexPath => Path.Combine(_local, "index", "checkout-" + Name);

    /// <summary>The folders that hold a checkout.</summary>
    /// <param name="store">The store.</param>
    /// <param name="local">Where index and record are kept.</param>
    public static IReadOnlyList<DataCheckout> All(ContentStore store, string local)
    {
        var records = Path.Combine(local, "checkouts");
        if (!Directory.Exists(records)) return [];
        return
        [
            .. Directory.EnumerateFiles(records, "*.json").Select(place => CheckoutRecord.Load(place, ""))
                .Where(r => r.Folder.Length > 0 && Directory.Exists(r.Folder)).OrderBy(r => r.Folder, StringComparer.Ordinal)
                .Select(r => new DataCheckout(store, local, r.Folder)),
        ];
    }

    /// <summary>Compares the folder with a lock.</summary>
    public CheckoutView Look(DataLock locked, CancellationToken cancellationToken = default)
    {
        var record = CheckoutRecord.Load(RecordPath, _folder);
        var seen = Refresh(record.Partitions, cancellationToken);
        var (unchanged, differing) = new CheckoutLook(record, seen.Index, locked, _packs).Run();
        return new CheckoutView(_folder, unchanged, differing, seen.FilesRead, seen.BytesRead);
    }

    /// <summary>Writes what differs, and removes what an earlier checkout wrote and the lock has no more.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="datasets">The datasets of the lock to write.</param>
    /// <param name="force">True to overwrite and remove files that somebody changed.</param>
    /// <param name="cancellationToken">Ends the work between two files; those that were written stay.</param>
    public CheckoutResult Write(DataLock locked, IReadOnlyCollection<string> datasets, bool force, CancellationToken cancellationToken = default)
    {
        var pinned = datasets.SelectMany(d => locked.Datasets[d].Partitions.Select(p => (Dataset: d, Partition: p))).ToArray();
        string[] absent = [.. pinned.Where(p => !ChunkedFile.Contains(_store, p.Partition.Digest)).Select(p => $"{p.Dataset} {p.Partition.Name}")];
        if (absent.Length > 0) return new CheckoutResult([], 0, [], [], absent);

        var record = CheckoutRecord.Load(RecordPath, _folder);
        WrittenPartition[] wanted = [.. pinned.Select(p => Wanted(record, p.Dataset, locked.Datasets[p.Dataset].Format, p.Partition))];
        var plan = new CheckoutPlan(record, wanted, datasets, Refresh([.. record.Partitions, .. wanted], cancellationToken).Index, _packs);
        if (plan.Changed.Count > 0 && !force) return new CheckoutResult([], 0, [], plan.Changed, []);

        // The record first: a file that was written and is not in it would be somebody's own after a kill.
        (record with { Folder = _folder, Partitions = [.. plan.Kept, .. plan.Old, .. wanted] }).Save(RecordPath);
        Write(plan, cancellationToken);
        foreach (var file in plan.Left) Remove(file);
        (record with { Folder = _folder, Partitions = [.. plan.Kept, .. wanted] }).Save(RecordPath);
        Refresh([.. plan.Kept, .. wanted], cancellationToken);
        return new CheckoutResult([.. plan.Differing.Select(d => d.Path).Order(StringComparer.Ordinal)], wanted.Sum(w => w.Files) - plan.Differing.Count, plan.Left, [], []);
    }

    private void Write(CheckoutPlan plan, CancellationToken cancellationToken)
    {
        foreach (var files in plan.Differing.GroupBy(d => d.Partition))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var partition = files.Key;
            if (!partition.IsFolder)
            {
                ChunkedFile.Restore(_store, partition.Digest, CheckoutPath.Inside(_folder, partition.Path), cancellationToken);
                continue;
            }

            var places = files.ToDictionary(f => f.Path[partition.Path.Length..], f => CheckoutPath.Inside(_folder, f.Path), StringComparer.Ordinal);
            using var pack = ChunkedFile.Open(_store, partition.Digest);
            Pack.Restore(pack, places, cancellationToken: cancellationToken);
        }
    }

    /// <summary>A partition as it will lie there. What the record says of the same one is taken, without a look into its bytes.</summary>
    private WrittenPartition Wanted(CheckoutRecord record, string dataset, string format, Partition partition)
    {
        var isFolder = format == LockedDataset.Files;
        if (record.Partitions.FirstOrDefault(p => p.Dataset == dataset && p.Partition == partition.Name && p.Digest == partition.Digest && p.IsFolder == isFolder) is { } known) return known;
        if (!isFolder) return new WrittenPartition(dataset, partition.Name, partition.Digest, CheckoutPath.FileOf(_store, dataset, format, partition));
        var files = _packs.Find(partition.Digest)!;
        return new WrittenPartition(dataset, partition.Name, partition.Digest, $"{CheckoutPath.FolderOf(dataset)}/{partition.Name}/") { Fingerprint = files.Folder("").Fingerprint(), Files = files.Count };
    }

    /// <summary>Deletes a file, and the folders of a packed folder that are empty then.</summary>
    private void Remove(string path)
    {
        File.Delete(CheckoutPath.Inside(_folder, path));
        for (var parts = path.Split('/'); parts.Length > 2; parts = parts[..^1])
        {
            var folder = Path.Combine(_folder, Path.Combine(parts[..^1]));
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
        }
    }

    private FileIndexRefresh Refresh(IEnumerable<WrittenPartition> partitions, CancellationToken cancellationToken)
    {
        var folders = partitions.Select(p => p.Path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        Directory.CreateDirectory(_folder);
        var seen = FileIndex.Load(IndexPath).Refresh(_folder, IndexPath, folder => !folders.Contains(folder.Split('/')[0]), cancellationToken);
        if (seen.FilesRead > 0 || seen.Removed.Count > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(IndexPath)!);
            seen.Index.Save(IndexPath);
        }

        return seen;
    }
}
