using MLOpsBuild.Content;
using MLOpsBuild.Content.Indexing;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>Compares what lies in a folder with what a checkout wrote there and with the lock.</summary>
internal sealed class CheckoutLook(CheckoutRecord record, FileIndex now, DataLock locked, PartitionFiles packs)
{
    private readonly List<CheckoutFile> _differing = [];
    private int _unchanged;

    /// <summary>The differing files, sorted by path, and the number of the others.</summary>
    public (int Unchanged, IReadOnlyList<CheckoutFile> Differing) Run()
    {
        // A checkout that was interrupted leaves what it wrote and what it meant to replace.
        foreach (var written in record.Partitions.GroupBy(p => p.Path))
        {
            if (written.First().IsFolder) LookAtFolder([.. written]);
            else LookAtFile([.. written]);
        }

        AddUnknown();
        AddMissingPartitions();
        return (_unchanged, [.. _differing.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    private void LookAtFile(WrittenPartition[] written)
    {
        var last = written[^1];
        var pinned = Locked(last);
        if (now.Find(last.Path)?.Digest is not { } digest)
        {
            if (pinned is not null) Add(last, last.Path, CheckoutState.Missing);
        }
        else
        {
            Add(last, last.Path, digest == pinned ? CheckoutState.Unchanged : written.Any(w => w.Digest == digest) ? CheckoutState.Outdated : CheckoutState.Modified);
        }
    }

    private void LookAtFolder(WrittenPartition[] written)
    {
        var (last, folder) = (written[^1], now.Folder(written[0].Path));
        var pinned = Locked(last);
        var fingerprint = folder.Fingerprint();
        if (written.FirstOrDefault(w => w.Fingerprint == fingerprint) is { } whole) Add(last, last.Path, whole.Digest == pinned ? CheckoutState.Unchanged : CheckoutState.Outdated, whole.Files);
        else LookAtFiles(last, written, folder, pinned);
    }

    private void LookAtFiles(WrittenPartition last, WrittenPartition[] written, IndexedFolder folder, Digest? pinned)
    {
        var known = written.Select(w => (w.Digest, Files: packs.Find(w.Digest))).ToArray();
        var wanted = known.LastOrDefault(k => k.Digest == pinned).Files;
        var states = folder.Files.Select(f => (f.Path, State: StateOf(f)));
        if (wanted is not null) states = states.Concat(wanted.Files.Where(f => now.Find(last.Path + f.Path) is null).Select(f => (f.Path, State: CheckoutState.Missing)));
        var found = states.ToArray();
        if (found.Length > 1 && Array.TrueForAll(found, f => f.State == found[0].State) && found[0].State is CheckoutState.Missing or CheckoutState.Outdated) Add(last, last.Path, found[0].State, found.Length);
        else foreach (var (path, state) in found) Add(last, last.Path + path, state);

        CheckoutState StateOf(IndexedFile file)
        {
            if (wanted?.Find(file.Path)?.Digest == file.Digest) return CheckoutState.Unchanged;
            var digests = known.Select(k => k.Files?.Find(file.Path)?.Digest).OfType<Digest>().ToArray();
            return digests.Length == 0 ? CheckoutState.Unknown : digests.Contains(file.Digest) ? CheckoutState.Outdated : CheckoutState.Modified;
        }
    }

    private void AddUnknown()
    {
        var files = record.Partitions.Where(p => !p.IsFolder).Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        var others = now.Outside(record.Partitions.Where(p => p.IsFolder).Select(p => p.Path)).Select(f => f.Path);
        _differing.AddRange(others.Where(p => p.Contains('/', StringComparison.Ordinal) && !files.Contains(p)).Select(p => new CheckoutFile(p, null, null, CheckoutState.Unknown)));
    }

    private void AddMissingPartitions()
    {
        foreach (var dataset in record.Partitions.Select(p => p.Dataset).Distinct().Where(locked.Datasets.ContainsKey))
        {
            var written = record.Partitions.Where(p => p.Dataset == dataset).Select(p => p.Partition).ToHashSet(StringComparer.Ordinal);
            _differing.AddRange(locked.Datasets[dataset].Partitions.Where(p => !written.Contains(p.Name))
                .Select(p => new CheckoutFile($"{CheckoutPath.FolderOf(dataset)}/{p.Name}", dataset, p.Name, CheckoutState.Missing)));
        }
    }

    private Digest? Locked(WrittenPartition written) => locked.Datasets.TryGetValue(written.Dataset, out var dataset) ? dataset[written.Partition]?.Digest : null;

    private void Add(WrittenPartition partition, string path, CheckoutState state, int files = 1)
    {
        if (state == CheckoutState.Unchanged) _unchanged += files;
        else if (state == CheckoutState.Unknown) _differing.Add(new CheckoutFile(path, null, null, state));
        else _differing.Add(new CheckoutFile(path, partition.Dataset, partition.Partition, state) { Files = files });
    }
}
