using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Content.Indexing;

/// <summary>The files below one folder of an index.</summary>
public sealed class IndexedFolder
{
    private const int BufferBytes = 1 << 16;
    private readonly IndexTable _table;
    private readonly int _skipped;
    private readonly int _from;
    private readonly int _to;

    internal IndexedFolder(IndexTable table, int skipped, int from, int to) => (_table, _skipped, _from, _to) = (table, skipped, from, to);

    // No path has this byte, so that no two lists of files give the same bytes.
    private static ReadOnlySpan<byte> End => [0];

    /// <summary>How many files there are.</summary>
    public int Count => _to - _from;

    /// <summary>The files, with paths from the folder, sorted by the bytes of their paths.</summary>
    public IEnumerable<IndexedFile> Files
    {
        get
        {
            for (var i = _from; i < _to; i++) yield return new IndexedFile(Encoding.UTF8.GetString(_table.PathBytesOf(i)[_skipped..]), _table.StateOf(i).Size, _table.DigestOf(i));
        }
    }

    /// <summary>One digest for all paths below the folder and what the files hold: equal for two folders exactly when they have the same files, wherever they lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: a short command would end before it was optimised
    public Digest Fingerprint()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(BufferBytes); // a call of the hash for each of many thousand paths would take longer than the hash
        for (var i = _from; i < _to; i++)
        {
            buffer.Write(_table.PathBytesOf(i)[_skipped..]);
            buffer.Write(End);
            buffer.Write(_table.HashOf(i).Span);
            if (buffer.WrittenCount < BufferBytes / 2 && i < _to - 1) continue;
            all.AppendData(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        return Digest.FromHash(all.GetHashAndReset());
    }
}
