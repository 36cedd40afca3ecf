using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Content.Indexing;

/// <summary>One look at a folder with an index in hand.</summary>
internal sealed class IndexScan(IndexTable old, string root, CancellationToken cancellationToken)
{
    private readonly ConcurrentBag<IndexEntry> _read = [];
    private long _bytesRead;

    public FileIndexRefresh Run(string place, Predicate<string> skips, Func<IndexTable, FileIndex> wrap)
    {
        var listings = List(skips);
        var known = new bool[old.Count];
        var byListing = new List<(byte[] Path, FileState State)>[listings.Count];
        AtOnce.For(listings.Count, i => byListing[i] = Doubtful(listings[i], known), cancellationToken);
        var doubtful = byListing.SelectMany(d => d).ToArray();
        if (doubtful.Length == 0 && Array.TrueForAll(known, k => k)) return new FileIndexRefresh(wrap(old), [], [], 0, 0);

        var stamp = doubtful.Length > 0 ? Now(place) : old.Stamp;
        AtOnce.For(doubtful.Length, i => Read(doubtful[i].Path, doubtful[i].State), cancellationToken);
        var kept = Enumerable.Range(0, old.Count).Where(i => known[i]).Select(i => new IndexEntry(old.PathBytesOf(i).ToArray(), old.StateOf(i), old.HashOf(i)));
        var entries = kept.Concat(_read).ToArray();
        Array.Sort(entries, (a, b) => a.Path.AsSpan().SequenceCompareTo(b.Path));
        var index = wrap(IndexTable.Build(entries, stamp));
        return Compare(index, known);
    }

    /// <summary>Level by level, the folders of a level at the same time.</summary>
    private List<FolderListing> List(Predicate<string> skips)
    {
        var all = new List<FolderListing>();
        for (string[] level = [""]; level.Length > 0;)
        {
            var listings = new FolderListing[level.Length];
            AtOnce.For(level.Length, i => listings[i] = FolderListing.Of(root, level[i], skips), cancellationToken);
            all.AddRange(listings);
            level = [.. listings.SelectMany(l => l.Folders)];
        }

        return all;
    }

    /// <summary>The files whose digests the index cannot vouch for; the others are marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: a short command would end before it was optimised
    private List<(byte[] Path, FileState State)> Doubtful(FolderListing listing, bool[] known)
    {
        var doubtful = new List<(byte[] Path, FileState State)>();
        var (from, to) = (old.Begin(listing.Path), old.End(listing.Path));
        for (var i = 0; i < listing.Count; i++)
        {
            if (listing.StateOf(i) is not { } state) continue;
            var place = old.Find(listing.Path.Length, listing.NameOf(i), from, to);
            if (place >= 0 && old.StateOf(place) == state && !state.IsRacy(old.Stamp)) known[place] = true;
            else doubtful.Add(([.. listing.Path, .. listing.NameOf(i)], state));
        }

        return doubtful;
    }

    /// <summary>The state is the one from before the reading: what is written meanwhile shows next time.</summary>
    private void Read(byte[] path, FileState state)
    {
        try
        {
            using var file = new FileStream(Path.Combine(root, Encoding.UTF8.GetString(path)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            _read.Add(new IndexEntry(path, state, SHA256.HashData(file)));
            Interlocked.Add(ref _bytesRead, file.Position);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone between the look and the reading.
        }
    }

    private FileIndexRefresh Compare(FileIndex index, bool[] known)
    {
        var changed = _read
            .Where(e => old.Find(e.Path) is var place && (place < 0 || !old.HashOf(place).Span.SequenceEqual(e.Hash)))
            .OrderBy(e => e.Path, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .Select(e => index.Find(Encoding.UTF8.GetString(e.Path))!);
        var removed = Enumerable.Range(0, old.Count).Where(i => !known[i]).Select(old.PathOf).Where(path => index.Find(path) is null);
        return new FileIndexRefresh(index, [.. changed], [.. removed], _read.Count, _bytesRead);
    }

    /// <summary>The time of the file system itself: its clock may be coarser than, or differ from, the machine's.</summary>
    private static long Now(string place)
    {
        var target = Path.GetFullPath(place);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var path = target + "." + RandomNumberGenerator.GetHexString(8, lowercase: true) + ".now";
        using var probe = new TemporaryFile(path, bufferBytes: 0);
        probe.Stream.WriteByte(0);
        return LinuxStat.IsThere && LinuxStat.TryRead(LinuxStat.CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), out var state)
            ? state.Modified
            : (File.GetLastWriteTimeUtc(path) - DateTime.UnixEpoch).Ticks * 100;
    }
}
