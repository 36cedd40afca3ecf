namespace MLOpsBuild.Serving.Histories;

/// <summary>
/// An append-only file of accepted events, one JSON object a line behind a first line that names the format. A batch is on disk before its
/// answer is sent. A last line without its end was never answered and is cut off at the next start. Not thread-safe.
/// </summary>
internal sealed class EventJournal : IDisposable
{
    private const int LongestLine = 1 << 20;
    private readonly FileStream _file;
    private readonly string _path;

    private EventJournal(string path, FileStream file) => (_path, _file) = (path, file);

    private static ReadOnlySpan<byte> Header => "{\"journal\":\"mlopsbuild-events\",\"version\":1}\n"u8;

    /// <summary>Opens the journal, making it when there is none, and cuts a torn last line off.</summary>
    /// <exception cref="JournalException">The file is not a journal.</exception>
    /// <exception cref="IOException">It cannot be opened, or another server has it open.</exception>
    public static EventJournal Open(string path)
    {
#pragma warning disable CA2000 // the journal owns the file; when it does not come to be, the file is closed below
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
#pragma warning restore CA2000
        try
        {
            var journal = new EventJournal(path, file);
            journal.CheckHeader();
            journal.CutTornLine();
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Hands every event line over, with its line number, in order.</summary>
    public void Replay(Action<ReadOnlyMemory<byte>, long> take)
    {
        _file.Position = Header.Length;
        var buffer = new byte[1 << 16];
        var (filled, line) = (0, 2L);
        while (true)
        {
            var read = _file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) break;
            filled += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0; start += end + 1) take(buffer.AsMemory(start, end), line++);
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length) Grow(ref buffer, line);
        }

        _file.Position = _file.Length;
    }

    /// <summary>Appends whole lines and waits until they are on disk; after a failure the file ends where it ended before, as far as the disk allows.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        var end = _file.Length;
        try
        {
            _file.Position = end;
            _file.Write(lines);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _file.SetLength(end);
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private void CheckHeader()
    {
        Span<byte> start = stackalloc byte[Header.Length];
        var read = _file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!Header.StartsWith(start[..read])) throw new JournalException(_path, 1, "This is not a journal of events of version 1.");
        if (read == Header.Length) return;
        _file.Position = 0;
        _file.Write(Header);
        _file.Flush(flushToDisk: true);
    }

    private void CutTornLine()
    {
        var end = _file.Length;
        var block = new byte[4096];
        while (end > Header.Length)
        {
            var from = Math.Max(0, end - block.Length);
            _file.Position = from;
            var span = block.AsSpan(0, (int)(end - from));
            _file.ReadExactly(span);
            var last = span.LastIndexOf((byte)'\n');
            end = last < 0 ? from : from + last + 1;
            if (last >= 0) break;
        }

        if (end < _file.Length) _file.SetLength(end);
    }

    private void Grow(ref byte[] buffer, long line)
    {
        if (buffer.Length >= LongestLine) throw new JournalException(_path, line, $"The line is longer than {LongestLine} bytes.");
        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
