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

    /// <summary>A checkout in a folder.</summary>
    /// <param name="store">The store.</param>
    /// <param name="local">Where index and record are kept.</param>
    /// <param name="folder">The folder that the files are in.</param>
    public DataCheckout(ContentStore store, string local, string folder)
    {
        (_store, _local) = (store, Path.GetFullPath(local));
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
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
        var seen = Refresh([.. record.Files.Select(f => f.Path.Split('/')[0])], cancellationToken);
        var files = record.Files.Select(f => Of(f, seen.Index, Find(locked, f.Dataset, f.Partition))).OfType<CheckoutFile>().ToList();
        var paths = record.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        files.AddRange(seen.Index.Files.Where(f => f.Path.Contains('/', StringComparison.Ordinal) && !paths.Contains(f.Path)).Select(f => new CheckoutFile(f.Path, null, null, CheckoutState.Unknown)));
        foreach (var dataset in record.Files.Select(f => f.Dataset).Distinct().Where(locked.Datasets.ContainsKey))
        {
            files.AddRange(locked.Datasets[dataset].Partitions
                .Where(p => !record.Files.Any(f => f.Dataset == dataset && f.Partition == p.Name))
                .Select(p => new CheckoutFile($"{FolderOf(dataset)}/{p.Name}", dataset, p.Name, CheckoutState.Missing)));
        }

        return new CheckoutView(_folder, [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], seen.FilesRead, seen.BytesRead);
    }

    /// <summary>Writes what differs, and removes what an earlier checkout wrote and the lock has no more.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="datasets">The datasets of the lock to write.</param>
    /// <param name="force">True to overwrite and remove files that somebody changed.</param>
    /// <param name="cancellationToken">Ends the work between two files; those that were written stay.</param>
    public CheckoutResult Write(DataLock locked, IReadOnlyCollection<string> datasets, bool force, CancellationToken cancellationToken = default)
    {
        var record = CheckoutRecord.Load(RecordPath, _folder);
        var index = Refresh([.. record.Files.Select(f => f.Path.Split('/')[0]).Concat(datasets.Select(FolderOf))], cancellationToken).Index;
        var pinned = datasets.SelectMany(d => locked.Datasets[d].Partitions.Select(p => (Dataset: d, Partition: p))).ToArray();
        string[] absent = [.. pinned.Where(p => !ChunkedFile.Contains(_store, p.Partition.Digest)).Select(p => $"{p.Dataset} {p.Partition.Name}")];
        if (absent.Length > 0) return new CheckoutResult([], 0, [], [], absent);

        var known = record.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        CheckedOutFile[] wanted = [.. pinned.SelectMany(p => FilesOf(record, p.Dataset, locked.Datasets[p.Dataset].Format, p.Partition, cancellationToken))];
        var paths = wanted.Select(w => w.Path).ToHashSet(StringComparer.Ordinal);
        CheckedOutFile[] left = [.. record.Files.Where(f => datasets.Contains(f.Dataset) && !paths.Contains(f.Path))];
        CheckedOutFile[] differing = [.. wanted.Where(w => index.Find(w.Path)?.Digest != w.Digest)];
        string[] changed = [.. differing.Concat(left).Select(f => f.Path).Where(p => index.Find(p) is { } file && file.Digest != known.GetValueOrDefault(p)?.Digest).Order(StringComparer.Ordinal)];
        if (changed.Length > 0 && !force) return new CheckoutResult([], 0, [], changed, []);

        // The record first: a file that was written and is not in it would be somebody's own after a kill.
        var files = record.Files.Where(f => !datasets.Contains(f.Dataset)).Concat(wanted).ToArray();
        (record with { Folder = _folder, Files = [.. files.Concat(left)] }).Save(RecordPath);
        foreach (var file in differing.Where(f => f.Pack is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChunkedFile.Restore(_store, file.Digest, Inside(file.Path), cancellationToken);
        }

        foreach (var folder in differing.Where(f => f.Pack is not null).GroupBy(f => (f.Dataset, f.Partition, Pack: f.Pack!.Value)))
        {
            var beginning = BeginningOf(folder.Key.Dataset, folder.Key.Partition);
            var places = folder.ToDictionary(f => f.Path[beginning.Length..], f => Inside(f.Path), StringComparer.Ordinal);
            using var pack = ChunkedFile.Open(_store, folder.Key.Pack);
            Pack.Restore(pack, places, cancellationToken: cancellationToken);
        }

        foreach (var file in left) Remove(file.Path);
        (record with { Folder = _folder, Files = files }).Save(RecordPath);
        Refresh([.. files.Select(f => f.Path.Split('/')[0])], cancellationToken);
        return new CheckoutResult([.. differing.Select(f => f.Path).Order(StringComparer.Ordinal)], wanted.Length - differing.Length, [.. left.Select(f => f.Path).Order(StringComparer.Ordinal)], [], []);
    }

    private static CheckoutFile? Of(CheckedOutFile file, FileIndex index, Partition? locked)
    {
        if (index.Find(file.Path) is not { } now) return locked is null ? null : new CheckoutFile(file.Path, file.Dataset, file.Partition, CheckoutState.Missing);
        var state = now.Digest != file.Digest ? now.Digest == locked?.Digest ? CheckoutState.Unchanged : CheckoutState.Modified : file.Source == locked?.Digest ? CheckoutState.Unchanged : CheckoutState.Outdated;
        return new CheckoutFile(file.Path, file.Dataset, file.Partition, state);
    }

    private static Partition? Find(DataLock locked, string dataset, string partition) => locked.Datasets.TryGetValue(dataset, out var known) ? known[partition] : null;

    /// <summary>The files that a partition makes.</summary>
    private CheckedOutFile[] FilesOf(CheckoutRecord record, string dataset, string format, Partition partition, CancellationToken cancellationToken)
    {
        if (format != LockedDataset.Files) return [new CheckedOutFile(PathOf(record, dataset, format, partition), dataset, partition.Name, partition.Digest)];
        var known = record.Files.Where(f => f.Dataset == dataset && f.Partition == partition.Name && f.Pack == partition.Digest).ToArray();
        if (known.Length == partition.Rows) return known;
        using var pack = ChunkedFile.Open(_store, partition.Digest);
        return [.. Pack.Hash(pack, cancellationToken: cancellationToken).Select(f => new CheckedOutFile(BeginningOf(dataset, partition.Name) + f.File.Path, dataset, partition.Name, f.Digest) { Pack = partition.Digest })];
    }

    private static string BeginningOf(string dataset, string partition) => $"{FolderOf(dataset)}/{partition}/";

    /// <summary>Deletes a file, and the folders of a packed folder that are empty then.</summary>
    private void Remove(string path)
    {
        File.Delete(Inside(path));
        for (var parts = path.Split('/'); parts.Length > 2; parts = parts[..^1])
        {
            var folder = Path.Combine(_folder, Path.Combine(parts[..^1]));
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
        }
    }

    /// <summary>The path in the folder. Packed files are told by their first bytes, once: afterwards the record knows.</summary>
    private string PathOf(CheckoutRecord record, string dataset, string format, Partition partition)
    {
        if (record.Files.FirstOrDefault(f => f.Dataset == dataset && f.Partition == partition.Name && f.Digest == partition.Digest) is { } known) return known.Path;
        using var file = ChunkedFile.Open(_store, partition.Digest);
        var packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        return $"{FolderOf(dataset)}/{partition.Name}.{format}{(packed ? ".gz" : "")}";
    }

    /// <summary>A dataset's name where it can name a folder everywhere; else its escaped form, behind a dash that no such name begins with.</summary>
    private static string FolderOf(string dataset) => Partition.IsName(dataset) ? dataset : "-" + PartitionTag.Beginning(dataset).Trim('.').Replace("data.", "", StringComparison.Ordinal);

    /// <summary>A file's full path. A link on the way would lead out of the folder.</summary>
    private string Inside(string path)
    {
        var full = Path.Combine(_folder, path);
        for (var place = full; place.Length > _folder.Length; place = Path.GetDirectoryName(place)!)
        {
            if (new FileInfo(place).LinkTarget is not null) throw new IOException($"{place} is a symbolic link; nothing is written through it. Remove it, or choose another folder with --to.");
        }

        return full;
    }

    private FileIndexRefresh Refresh(HashSet<string> folders, CancellationToken cancellationToken)
    {
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
