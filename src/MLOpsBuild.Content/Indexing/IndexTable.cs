using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Content.Indexing;

/// <summary>The index as it lies in its file: records sorted by path, searched where they lie.</summary>
/// <remarks>
/// Little-endian. A head of 32 bytes (<c>MLFI</c>, version 1, stamp, count, bytes of all paths), one record of 64 bytes per file (size, modified, changed, inode, SHA-256), the paths' starts and
/// end (4 bytes each), the paths (UTF-8, slashes, sorted by their bytes), and the SHA-256 of all that. It belongs to one machine and is made again when it cannot be read.
/// </remarks>
internal sealed class IndexTable
{
    private const uint Magic = 0x49464C4D;
    private const int HeadBytes = 32;
    private const int RecordBytes = 64;
    private readonly byte[] _bytes;
    private readonly int _starts;
    private readonly int _paths;

    private IndexTable(byte[] bytes, int count, long stamp)
    {
        (_bytes, Count, Stamp) = (bytes, count, stamp);
        _starts = HeadBytes + (count * RecordBytes);
        _paths = _starts + (4 * (count + 1));
    }

    public static IndexTable Empty { get; } = Build([], 0);

    public int Count { get; }

    /// <summary>The file system's time before the first of its files was read.</summary>
    public long Stamp { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Null when the bytes are no index, or a damaged one.</summary>
    public static IndexTable? Read(byte[] bytes)
    {
        if (!BitConverter.IsLittleEndian || bytes.Length < HeadBytes + 4 + SHA256.HashSizeInBytes) return null;
        var head = bytes.AsSpan(0, HeadBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic || BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) != 1) return null;
        var (stamp, count, paths) = (BinaryPrimitives.ReadInt64LittleEndian(head[8..]), BinaryPrimitives.ReadInt64LittleEndian(head[16..]), BinaryPrimitives.ReadInt64LittleEndian(head[24..]));
        if (count < 0 || paths < 0 || count > bytes.Length / RecordBytes || HeadBytes + (count * (RecordBytes + 4)) + 4 + paths + SHA256.HashSizeInBytes != bytes.Length) return null;
        return SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^SHA256.HashSizeInBytes..)) ? new IndexTable(bytes, (int)count, stamp) : null;
    }

    /// <summary>Makes a table of sorted entries.</summary>
    public static IndexTable Build(IReadOnlyList<IndexEntry> entries, long stamp)
    {
        var paths = entries.Sum(e => (long)e.Path.Length);
        var bytes = new byte[checked((int)(HeadBytes + (entries.Count * (RecordBytes + 4L)) + 4 + paths + SHA256.HashSizeInBytes))];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), stamp);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), entries.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), paths);
        var table = new IndexTable(bytes, entries.Count, stamp);
        var end = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var record = bytes.AsSpan(HeadBytes + (i * RecordBytes));
            MemoryMarshal.Write(record, entries[i].State);
            entries[i].Hash.CopyTo(record[32..]);
            entries[i].Path.CopyTo(bytes.AsSpan(table._paths + end));
            end += entries[i].Path.Length;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(table._starts + (4 * (i + 1))), end);
        }

        SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes), bytes.AsSpan(^SHA256.HashSizeInBytes..));
        return table;
    }

    public FileState StateOf(int file) => MemoryMarshal.Read<FileState>(_bytes.AsSpan(HeadBytes + (file * RecordBytes)));

    public ReadOnlyMemory<byte> HashOf(int file) => _bytes.AsMemory(HeadBytes + (file * RecordBytes) + 32, SHA256.HashSizeInBytes);

    public Digest DigestOf(int file) => Digest.FromHash(HashOf(file).Span);

    public string PathOf(int file) => Encoding.UTF8.GetString(PathBytesOf(file));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> PathBytesOf(int file)
    {
        var start = StartOf(file);
        return _bytes.AsSpan(_paths + start, StartOf(file + 1) - start);
    }

    /// <summary>The place of a path; the complement of where it would be when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> path) => Find(0, path, 0, Count);

    /// <summary>The place of a file among some whose paths all begin alike; the complement of where it would be when it is not there.</summary>
    /// <param name="alike">How many bytes they have in common.</param>
    /// <param name="rest">What follows in the file's path.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="to">The place behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: a short command would end before it was optimised
    public int Find(int alike, ReadOnlySpan<byte> rest, int from, int to)
    {
        while (from < to)
        {
            var middle = (int)(((uint)from + (uint)to) / 2);
            var order = PathBytesOf(middle)[alike..].SequenceCompareTo(rest);
            if (order == 0) return middle;
            if (order < 0) from = middle + 1;
            else to = middle;
        }

        return ~from;
    }

    /// <summary>The place of the first file below a folder, whose path ends with a slash.</summary>
    public int Begin(ReadOnlySpan<byte> folder)
    {
        var place = Find(folder);
        return place >= 0 ? place : ~place;
    }

    /// <summary>The place behind the last file below a folder: where paths begin with the byte that follows the slash.</summary>
    public int End(ReadOnlySpan<byte> folder) => folder.Length == 0 ? Count : Begin([.. folder[..^1], (byte)('/' + 1)]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StartOf(int file) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_starts + (4 * file)));
}

/// <summary>One file of a table in the making.</summary>
internal sealed record IndexEntry(byte[] Path, FileState State, ReadOnlyMemory<byte> HashBytes)
{
    public ReadOnlySpan<byte> Hash => HashBytes.Span;
}
