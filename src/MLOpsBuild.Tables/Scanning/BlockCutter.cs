namespace MLOpsBuild.Tables.Scanning;

/// <summary>
/// Cuts a stream into blocks of whole records. A block is what a fixed number of bytes holds, so the cuts depend on the bytes alone: not on threads and not on how much
/// the stream gives at a time. Not thread-safe, but for <see cref="GiveBack"/>.
/// </summary>
internal sealed class BlockCutter : IDisposable
{
#pragma warning disable CA2213 // The stream belongs to the caller.
    private readonly Stream _stream;
#pragma warning restore CA2213
    private readonly int _blockBytes;
    private readonly int _maxRecord;
    private readonly long _maxBytes;
    private readonly string _file;
    private readonly Stack<NativeBuffer> _spare = new();
    private NativeBuffer _buffer;
    private int _filled;
    private long _read;
    private bool _ended;
    private int _index;
    private long _row = 1;
    private long _blanks;

    /// <param name="stream">UTF-8 without a byte order mark.</param>
    /// <param name="blockBytes">Bytes of a block.</param>
    /// <param name="maxRecord">The longest record that is kept whole; never less than a block.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <param name="file">The file's name for messages.</param>
    public BlockCutter(Stream stream, int blockBytes, int maxRecord, long maxBytes, string file)
    {
        _stream = stream;
        var known = stream.CanSeek ? stream.Length - stream.Position : int.MaxValue;
        _blockBytes = (int)Math.Min(blockBytes, Math.Max(known + 1, 16));
        _maxRecord = Math.Max(maxRecord, blockBytes);
        _maxBytes = maxBytes;
        _file = file;
        _buffer = new NativeBuffer(_blockBytes);
    }

    /// <summary>What separates fields; null when records are lines whatever they hold.</summary>
    public byte? Delimiter { get; set; } = (byte)',';

    /// <summary>Leave empty lines at the end of the file out: true when the file has several columns.</summary>
    public bool SkipsBlanks { get; set; } = true;

    /// <summary>The beginning of the stream: so many bytes, or as much as there is.</summary>
    public ReadOnlySpan<byte> Peek(int bytes)
    {
        Fill(bytes);
        return _buffer.Span[..Math.Min(bytes, _filled)];
    }

    /// <summary>Reads on until the first record is whole or too long; gives the bytes from its start.</summary>
    public ReadOnlySpan<byte> PeekRecord(out bool isWhole)
    {
        var walk = new RecordWalk(Delimiter);
        var seen = Walk(ref walk);
        isWhole = walk.Boundary > 0 || IsEnd(seen);
        return _buffer.Span[..seen];
    }

    /// <summary>Goes past the header.</summary>
    public void Skip(int bytes)
    {
        Keep(_buffer, bytes);
        _row++;
    }

    /// <summary>The next block; null at the end.</summary>
    public CsvBlock? Next()
    {
        while (true)
        {
            var walk = new RecordWalk(Delimiter);
            var seen = Walk(ref walk);
            if (walk.Boundary == 0 && !IsEnd(seen)) return CutRecord(walk, seen);
            if (_filled == 0) return null;
            var rest = IsEnd(seen) && walk.Boundary < seen;
            var end = rest ? seen : walk.Boundary;
            var records = walk.Records + (rest ? 1 : 0);
            var kept = SkipsBlanks && !rest ? WithoutBlanks(end, ref records) : end;
            if (kept > 0) return Cut(kept, records, walk);
            _blanks += walk.Records;
            Keep(_buffer, end);
            if (_ended && _filled == 0) return null;
        }
    }

    /// <summary>Walks over a block, or further until a record is whole or too long; gives the bytes walked over.</summary>
    private int Walk(ref RecordWalk walk)
    {
        for (var wanted = _blockBytes; ; wanted = (int)Math.Min(wanted * 2L, _maxRecord))
        {
            Fill(wanted);
            var seen = Math.Min(_filled, wanted);
            walk.Advance(_buffer.Span[..seen], IsEnd(seen));
            if (walk.Boundary > 0 || IsEnd(seen) || wanted >= _maxRecord) return seen;
        }
    }

    private bool IsEnd(int seen) => _ended && seen == _filled;

    /// <summary>Returns a block's memory; any thread.</summary>
    public void GiveBack(CsvBlock block)
    {
        lock (_spare) _spare.Push(block.Buffer);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        while (_spare.TryPop(out var buffer)) buffer.Dispose();
    }

    private CsvBlock Cut(int end, int records, in RecordWalk walk)
    {
        var full = GoOn(end);
        return Number(new CsvBlock(full) { Length = end, Records = records, HasQuotes = walk.HasQuotes, HasReturns = walk.HasReturns });
    }

    /// <summary>Goes on in another buffer with what follows.</summary>
    private NativeBuffer GoOn(int end)
    {
        var full = _buffer;
        var rest = full.Span[end.._filled];
        _buffer = Spare();
        _buffer.Grow(Math.Max(_blockBytes, rest.Length), 0);
        _filled = rest.Length;
        rest.CopyTo(_buffer.Span);
        return full;
    }

    private CsvBlock CutRecord(in RecordWalk walk, int length)
    {
        var full = GoOn(length);
        var total = (long)length;
        var rest = new RecordRest(Delimiter, walk.InQuotes, full.Span[walk.Position - 1]);
        rest.Take(full.Span[walk.Position..length]);
        while (!rest.IsOver)
        {
            if (_filled == 0) Fill(_blockBytes);
            if (_filled == 0) break;
            var used = rest.Take(_buffer.Span[.._filled]);
            total += used;
            Keep(_buffer, used);
        }

        total -= rest.LineEndBytes;
        return Number(new CsvBlock(full) { Length = length, Records = 1, CutRecordBytes = total, Unclosed = rest.InQuotes });
    }

    private CsvBlock Number(CsvBlock block)
    {
        block.Index = _index++;
        block.LeadingBlanks = _blanks;
        block.FirstRow = _row;
        _row += _blanks + block.Records;
        _blanks = 0;
        block.Terminate();
        return block;
    }

    private void Keep(NativeBuffer buffer, int from)
    {
        buffer.Span[from.._filled].CopyTo(buffer.Span);
        _filled -= from;
    }

    private NativeBuffer Spare()
    {
        lock (_spare)
        {
            if (_spare.TryPop(out var buffer)) return buffer;
        }

        return new NativeBuffer(_blockBytes);
    }

    /// <summary>The end of the last record that is not an empty line.</summary>
    private int WithoutBlanks(int end, ref int records)
    {
        var bytes = _buffer.Span;
        while (end > 0)
        {
            var content = end;
            if (bytes[content - 1] == '\n') content--;
            if (content > 0 && bytes[content - 1] == '\r' && (content == end || bytes[content] == '\n')) content--;
            // No line end here: the last record of the file, which is not empty.
            if (content == end || (content > 0 && bytes[content - 1] is not ((byte)'\n' or (byte)'\r'))) return end;
            end = content;
            records--;
        }

        return 0;
    }

    private void Fill(int wanted)
    {
        if (_ended || _filled >= wanted) return;
        _buffer.Grow(wanted, _filled);
        while (_filled < wanted)
        {
            var read = _stream.Read(_buffer.Span[_filled..wanted]);
            if (read == 0)
            {
                _ended = true;
                return;
            }

            _filled += read;
            _read += read;
            if (_read > _maxBytes) throw new InvalidDataException($"{_file}: more than the {_maxBytes} bytes that are allowed.");
        }
    }
}
