namespace MLOpsBuild.Tables.Csv;

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
        var known = stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;
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

    /// <summary>The beginning of the stream: a block, or as much as there is.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        Fill(_blockBytes);
        return _buffer.Span[.._filled];
    }

    /// <summary>Reads on until the first record is whole or too long; gives the bytes from its start.</summary>
    public ReadOnlySpan<byte> PeekRecord(out bool isWhole)
    {
        var walk = new RecordWalk(Delimiter);
        Fill(_blockBytes);
        walk.Advance(_buffer.Span[.._filled], _ended);
        while (walk.Boundary == 0 && !_ended && _filled < _maxRecord)
        {
            Fill((int)Math.Min(_filled * 2L, _maxRecord));
            walk.Advance(_buffer.Span[.._filled], _ended);
        }

        isWhole = walk.Boundary > 0 || _ended;
        return _buffer.Span[.._filled];
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
            Fill(_blockBytes);
            var walk = new RecordWalk(Delimiter);
            walk.Advance(_buffer.Span[.._filled], _ended);
            while (walk.Boundary == 0 && !_ended)
            {
                if (_filled >= _maxRecord) return CutRecord(walk);
                Fill((int)Math.Min(_filled * 2L, _maxRecord));
                walk.Advance(_buffer.Span[.._filled], _ended);
            }

            if (_filled == 0) return null;
            var rest = _ended && walk.Boundary < _filled;
            var end = rest ? _filled : walk.Boundary;
            var records = walk.Records + (rest ? 1 : 0);
            var kept = SkipsBlanks && !rest ? WithoutBlanks(end, ref records) : end;
            if (kept > 0) return Cut(kept, records, walk);
            _blanks += walk.Records;
            Keep(_buffer, end);
            if (_ended && _filled == 0) return null;
        }
    }

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
        var full = _buffer;
        var filled = _filled;
        _buffer = Spare();
        _buffer.Grow(Math.Max(_blockBytes, filled - end), 0);
        _filled = filled - end;
        full.Span[end..filled].CopyTo(_buffer.Span);
        return Number(new CsvBlock(full) { Length = end, Records = records, HasQuotes = walk.HasQuotes, HasReturns = walk.HasReturns });
    }

    private CsvBlock CutRecord(in RecordWalk walk)
    {
        var full = _buffer;
        var length = _filled;
        var total = (long)length;
        _buffer = Spare();
        _filled = 0;
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
