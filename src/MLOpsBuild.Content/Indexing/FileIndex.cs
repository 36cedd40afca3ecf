using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Content.Indexing;

/// <summary>Remembers the digests of a folder's files by what the file system says about them, so that unchanged files are not read again.</summary>
/// <remarks>
/// A file is unchanged when its path, size, times and inode are those of the index, and its times are older than the index's reading: a write in the same tick of the clock would not show.
/// Immutable; an index file that is missing or damaged is an empty index. Reading an index of a hostile machine is safe, but its digests are only as true as that machine.
/// </remarks>
public sealed class FileIndex
{
    private readonly IndexTable _table;

    private FileIndex(IndexTable table) => _table = table;

    /// <summary>How many files it knows.</summary>
    public int Count => _table.Count;

    /// <summary>The files, sorted by the bytes of their paths.</summary>
    public IEnumerable<IndexedFile> Files => Enumerable.Range(0, Count).Select(At);

    /// <summary>An index of files that are known without a look at them, such as those of a pack.</summary>
    /// <param name="files">The files, in any order.</param>
    public static FileIndex Of(IEnumerable<IndexedFile> files)
    {
        var entries = files.Select(f => new IndexEntry(Encoding.UTF8.GetBytes(f.Path), new FileState(f.Size, 0, 0, 0), Convert.FromHexString(f.Digest.Hex))).ToArray();
        Array.Sort(entries, (a, b) => a.Path.AsSpan().SequenceCompareTo(b.Path));
        return new FileIndex(IndexTable.Build(entries, 0));
    }

    /// <summary>Reads an index; an empty one when there is none, or none that can be read.</summary>
    /// <param name="path">The index's file.</param>
    public static FileIndex Load(string path)
    {
        try
        {
            return new FileIndex(IndexTable.Read(File.ReadAllBytes(path)) ?? IndexTable.Empty);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileIndex(IndexTable.Empty);
        }
    }

    /// <summary>A file by its path from the root, with slashes; null when it is not known.</summary>
    public IndexedFile? Find(string path)
    {
        var place = _table.Find(Encoding.UTF8.GetBytes(path));
        return place >= 0 ? At(place) : null;
    }

    /// <summary>The files below a folder.</summary>
    /// <param name="folder">The folder from the root, with slashes and one at the end; empty for the root.</param>
    public IndexedFolder Folder(string folder)
    {
        var path = Encoding.UTF8.GetBytes(folder);
        return new IndexedFolder(_table, path.Length, _table.Begin(path), _table.End(path));
    }

    /// <summary>The files that are below none of some folders, sorted by the bytes of their paths.</summary>
    /// <param name="folders">Folders from the root, each with a slash at its end.</param>
    public IEnumerable<IndexedFile> Outside(IEnumerable<string> folders)
    {
        var next = 0;
        foreach (var (from, to) in folders.Select(f => Encoding.UTF8.GetBytes(f)).Select(f => (From: _table.Begin(f), To: _table.End(f))).Order())
        {
            for (; next < from; next++) yield return At(next);
            next = Math.Max(next, to);
        }

        for (; next < Count; next++) yield return At(next);
    }

    /// <summary>Looks at a folder's files and reads those that may have changed.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="place">The index's file, beside which the file system's clock is asked; nothing is written when nothing has to be read.</param>
    /// <param name="skips">Folders, as paths from the root with slashes, that are not looked into; null for none. Links are never followed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">A folder or file cannot be read.</exception>
    public FileIndexRefresh Refresh(string root, string place, Predicate<string>? skips = null, CancellationToken cancellationToken = default) =>
        new IndexScan(_table, Path.GetFullPath(root), cancellationToken).Run(place, skips ?? (_ => false), table => ReferenceEquals(table, _table) ? this : new FileIndex(table));

    /// <summary>Replaces an index's file in one step.</summary>
    public void Save(string path)
    {
        var target = Path.GetFullPath(path);
        using var file = new TemporaryFile(target + "." + RandomNumberGenerator.GetHexString(8, lowercase: true) + ".tmp");
        file.Stream.Write(_table.Bytes);
        file.MoveTo(target);
    }

    private IndexedFile At(int file) => new(_table.PathOf(file), _table.StateOf(file).Size, _table.DigestOf(file));
}

/// <summary>A file that an index knows.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Digest">The digest of its bytes.</param>
public sealed record IndexedFile(string Path, long Size, Digest Digest);

/// <summary>What a look at a folder found.</summary>
/// <param name="Index">The index as it is now; the same object when nothing was read and nothing is gone, and then there is nothing to save.</param>
/// <param name="Changed">Files that are new or whose digests differ from the old index's, sorted.</param>
/// <param name="Removed">Paths that are gone, sorted.</param>
/// <param name="FilesRead">How many files were read.</param>
/// <param name="BytesRead">How many bytes they have.</param>
public sealed record FileIndexRefresh(FileIndex Index, IReadOnlyList<IndexedFile> Changed, IReadOnlyList<string> Removed, int FilesRead, long BytesRead);
