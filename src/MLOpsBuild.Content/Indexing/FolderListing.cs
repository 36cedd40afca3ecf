using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text;

namespace MLOpsBuild.Content.Indexing;

/// <summary>The files of one folder with their states; names stay bytes, for a hundred thousand strings cost more than looking at as many files.</summary>
internal sealed class FolderListing
{
    private const int Block = 512;
    private readonly List<int> _starts = [0];
    private FileState[] _states = [];
    private byte[] _names = new byte[1024];

    private FolderListing(string path) => Path = Encoding.UTF8.GetBytes(path.Length == 0 ? "" : path + "/");

    /// <summary>The folder from the root, ending with a slash; empty for the root itself.</summary>
    public byte[] Path { get; }

    /// <summary>Folders in this one, from the root.</summary>
    public List<string> Folders { get; } = [];

    public int Count => _starts.Count - 1;

    /// <summary>A file's state; null when it is gone again, or was no regular file.</summary>
    public FileState? StateOf(int file) => _states[file] is { Size: >= 0 } state ? state : null;

    public ReadOnlySpan<byte> NameOf(int file) => _names.AsSpan(_starts[file], _starts[file + 1] - _starts[file] - 1);

    /// <summary>Lists a folder. Only regular files are in it: links, pipes and devices are nobody's data.</summary>
    /// <param name="root">The root.</param>
    /// <param name="folder">The folder from the root, with slashes; empty for the root.</param>
    /// <param name="skips">Folders, from the root, that are not looked into.</param>
    public static FolderListing Of(string root, string folder, Predicate<string> skips)
    {
        var listing = new FolderListing(folder);
        using var entries = new Entries(System.IO.Path.Combine(root, folder), folder, listing, skips);
        while (entries.MoveNext())
        {
            // All is done on the way.
        }

        if (LinuxStat.IsThere) listing.ReadStates(root);
        return listing;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: a short command would end before it was optimised
    private void Add(ReadOnlySpan<char> name)
    {
        var start = _starts[^1];
        var needed = start + Encoding.UTF8.GetMaxByteCount(name.Length) + 1;
        if (needed > _names.Length) Array.Resize(ref _names, Math.Max(needed, 2 * _names.Length));
        var end = start + Encoding.UTF8.GetBytes(name, _names.AsSpan(start));
        _names[end] = 0;
        _starts.Add(end + 1);
    }

    private void Add(ReadOnlySpan<char> name, FileState state)
    {
        if (Count == _states.Length) Array.Resize(ref _states, Math.Max(16, 2 * Count));
        _states[Count] = state;
        Add(name);
    }

    private void ReadStates(string root)
    {
        _states = new FileState[Count];
        using var folder = LinuxStat.Open(System.IO.Path.Combine(root, Encoding.UTF8.GetString(Path)));
        var handle = (int)folder.DangerousGetHandle(); // open until all of them were read
        if (Count < 2 * Block) Read(0, Count);
        else AtOnce.For((Count + Block - 1) / Block, b => Read(b * Block, Math.Min(Count, (b + 1) * Block)));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Read(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (LinuxStat.TryRead(handle, _names.AsSpan(_starts[i], _starts[i + 1] - _starts[i]), out _states[i])) continue;
                _states[i] = new FileState(-1, 0, 0, 0);
                if (NameOf(i).IndexOf("\uFFFD"u8) >= 0) throw new IOException($"The name of {Encoding.UTF8.GetString([.. Path, .. NameOf(i)])} is not UTF-8; rename it.");
            }
        }
    }

    private sealed class Entries(string path, string folder, FolderListing listing, Predicate<string> skips) : FileSystemEnumerator<bool>(path, Options)
    {
        private static readonly EnumerationOptions Options = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

        protected override bool ShouldIncludeEntry(ref FileSystemEntry entry)
        {
            if (entry.IsDirectory)
            {
                var inside = folder.Length == 0 ? entry.FileName.ToString() : $"{folder}/{entry.FileName}";
                if (!IsLink(ref entry) && !skips(inside)) listing.Folders.Add(inside);
            }
            else if (LinuxStat.IsThere)
            {
                listing.Add(entry.FileName);
            }
            else if (!IsLink(ref entry))
            {
                listing.Add(entry.FileName, new FileState(entry.Length, (entry.LastWriteTimeUtc - DateTimeOffset.UnixEpoch).Ticks * 100, 0, 0));
            }

            return false;
        }

        protected override bool TransformEntry(ref FileSystemEntry entry) => false;

        private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
    }
}
