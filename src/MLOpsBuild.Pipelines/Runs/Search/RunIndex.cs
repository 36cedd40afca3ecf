using System.Buffers;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>A record that could not be read.</summary>
/// <param name="Id">The run.</param>
/// <param name="Problem">Why not, as the end of a sentence.</param>
public sealed record UnreadableRun(string Id, string Problem);

/// <summary>What the index found.</summary>
/// <param name="Runs">The summaries, newest first.</param>
/// <param name="Unreadable">Records that are damaged, or too new for this library.</param>
public sealed record RunsFound(IReadOnlyList<RunSummary> Runs, IReadOnlyList<UnreadableRun> Unreadable);

/// <summary>Summaries of all runs, quickly: kept in a file beside the records that can be lost at any time, for the records alone are the truth.</summary>
/// <remarks>
/// Whoever reads brings the index up to date: a record whose file has another length or time than the index says is read again, and its line is appended. Lines are appended under a lock; who does not get it
/// leaves the work to the next one. A line that a killed process cut off is passed over. When most lines are outdated the file is written anew.
/// </remarks>
public sealed class RunIndex
{
    /// <summary>The file's name in the folder of the records.</summary>
    public const string FileName = "index.jsonl";

    private readonly RunLog _log;
    private readonly string _path;

    /// <summary>The index of a log.</summary>
    public RunIndex(RunLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        _log = log;
        _path = log.Beside(FileName);
    }

    /// <summary>The summaries of all runs.</summary>
    public RunsFound Read()
    {
        var (known, lines) = Load();
        var current = new List<IndexEntry>();
        var read = new List<IndexEntry>();
        foreach (var file in _log.Files())
        {
            if (known.TryGetValue(Path.GetFileNameWithoutExtension(file.Name), out var entry) && entry.IsOf(file)) current.Add(entry);
            else if (ReadRecord(file) is { } anew) read.Add(anew);
        }

        current.AddRange(read);
        if (lines > 2 * current.Count + 100) Rewrite(current);
        else if (read.Count > 0) Append(read);
        current.Sort((a, b) => string.CompareOrdinal(b.Id, a.Id));
        return new RunsFound([.. current.Select(e => e.Summary).OfType<RunSummary>()], [.. current.Where(e => e.Summary is null).Select(e => new UnreadableRun(e.Id, e.Problem!))]);
    }

    /// <summary>The file is looked at before and after: of a record that is being replaced, nothing is kept under the wrong stamp.</summary>
    private IndexEntry? ReadRecord(FileInfo file)
    {
        var id = Path.GetFileNameWithoutExtension(file.Name);
        try
        {
            var (length, written) = (file.Length, file.LastWriteTimeUtc.Ticks);
            var record = _log.TryRead(id, out var problem);
            file.Refresh();
            if (!file.Exists) return null;
            var isSame = file.Length == length && file.LastWriteTimeUtc.Ticks == written;
            return new IndexEntry(id, isSame ? length : -1, written, record is null ? null : RunSummary.Of(record), problem);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private (Dictionary<string, IndexEntry> Known, int Lines) Load()
    {
        var known = new Dictionary<string, IndexEntry>(StringComparer.Ordinal);
        var lines = 0;
        if (!File.Exists(_path)) return (known, lines);
        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = ReadShared();
        }
        catch (IOException)
        {
            return (known, lines);
        }

        var reader = new IndexLine.Reader();
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; bytes = bytes[(end + 1)..], end = bytes.IndexOf((byte)'\n'))
        {
            lines++;
            if (reader.Read(bytes[..end]) is { } entry) known[entry.Id] = entry;
        }

        return (known, lines);
    }

    private byte[] ReadShared()
    {
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private void Append(List<IndexEntry> entries)
    {
        try
        {
            using var stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // What a killed process left unfinished must not run into the next line.
            if (stream.Length > 0)
            {
                stream.Seek(-1, SeekOrigin.End);
                if (stream.ReadByte() != '\n') stream.Write("\n"u8);
            }

            stream.Write(Format(entries));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another process is writing, or nobody may: the answer is right without it.
        }
    }

    private void Rewrite(List<IndexEntry> entries)
    {
        try
        {
            Steps.AtomicFile.Write(_path, Format(entries));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }

    private static ReadOnlySpan<byte> Format(List<IndexEntry> entries)
    {
        var bytes = new ArrayBufferWriter<byte>();
        IndexLine.Write(bytes, entries);
        return bytes.WrittenSpan;
    }
}
