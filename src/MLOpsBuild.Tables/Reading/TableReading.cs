using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Scanning;
using MLOpsBuild.Tables.Flow;

namespace MLOpsBuild.Tables.Reading;

/// <summary>One reading of one file, in one pass or, when something about its columns is to be found out, in two.</summary>
internal abstract class TableReading : IDisposable
{
    private const int BlocksPerThread = 3;
#pragma warning disable CA2213 // The stream belongs to the caller.
    private readonly Stream _stream;
#pragma warning restore CA2213
    private readonly TableTotals _totals;
    private readonly long _maxBytes;
    private readonly long _origin;
    private TextSource? _source;

    /// <param name="stream">The file.</param>
    /// <param name="options">How to read.</param>
    /// <param name="maxBytes">More is an error.</param>
    /// <param name="maxPadding">Reading ends when short records lack more fields than this.</param>
    protected TableReading(Stream stream, CsvOptions options, long maxBytes, long maxPadding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchBytes, 1, nameof(options));
        _stream = stream;
        Options = options;
        _maxBytes = maxBytes;
        _totals = new TableTotals(options, maxPadding);
        _origin = stream.CanSeek ? stream.Position : 0;
        Header = new HeaderProblems(options);
    }

    protected CsvOptions Options { get; }

    /// <summary>Faults of the file as a whole.</summary>
    protected HeaderProblems Header { get; private set; }

    /// <summary>The number of the first record behind the header, if there is one.</summary>
    protected abstract long FirstRow { get; }

    public CsvSummary Run<T>(int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken)
    {
        var cutter = Open();
        try
        {
            var layout = ReadHeader(cutter);
            if (layout is null) return Unreadable((char)(cutter.Delimiter ?? (byte)'\n'), map, inOrder);
            if (layout.MustInfer)
            {
                if (!_stream.CanSeek) throw new NotSupportedException("What a file's columns are can be found out when its stream can seek; declare the name and type of every column to read this one.");
                layout = Infer(layout, cutter, threads, cancellationToken);
                if (layout is null) return Unreadable((char)(cutter.Delimiter ?? (byte)'\n'), map, inOrder);
                cutter.Dispose();
                cutter = Open();
                var known = Header;
                Header = new HeaderProblems(Options);
                ReadHeader(cutter);
                Header = known;
            }

            Read(layout, cutter, threads, map, inOrder, cancellationToken);
            IEnumerable<CsvColumn> columns = [.. layout.Names.Select((name, i) => new CsvColumn(name, layout.Types[i])), .. layout.Absent];
            return _totals.Summary([.. columns], (char)layout.Delimiter, _source!.Encoding);
        }
        finally
        {
            cutter.Dispose();
        }
    }

    public void Dispose() => _source?.Dispose();

    /// <summary>Prepares a cutter at the start of the text.</summary>
    protected abstract void Prepare(BlockCutter cutter);

    /// <summary>Reads what stands before the records; null when nothing can be read.</summary>
    protected abstract CsvLayout? ReadHeader(BlockCutter cutter);

    /// <summary>Reads all of the file to find the columns; null when nothing can be read.</summary>
    protected abstract CsvLayout? Infer(CsvLayout layout, BlockCutter cutter, int threads, CancellationToken cancellationToken);

    protected abstract TableBlockReader NewReader(CsvLayout layout);

    /// <summary>Looks at all blocks on several threads and takes what was found in order.</summary>
    protected static void LookAt<TFound>(BlockCutter cutter, Func<Func<CsvBlock, TFound>> look, Action<TFound> take, int threads, CancellationToken cancellationToken)
    {
        var pipeline = new OrderedPipeline<CsvBlock, TFound>(cutter.Next, () =>
        {
            var worker = look();
            return block =>
            {
                var found = worker(block);
                cutter.GiveBack(block);
                return found;
            };
        }, take, Room(threads), cancellationToken);
        pipeline.Run(threads);
    }

    private static int Room(int threads) => threads == 1 ? 1 : threads * BlocksPerThread;

    private void Read<T>(CsvLayout layout, BlockCutter cutter, int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken)
    {
        var pipeline = new OrderedPipeline<CsvBlock, Mapped<T>>(() => _totals.IsOver ? null : cutter.Next(), () =>
        {
            var reader = NewReader(layout);
            return block =>
            {
                var batch = reader.Read(block);
                cutter.GiveBack(block);
                return new Mapped<T>(map(batch), new BatchTotals(batch, reader.Padding, reader.IsCutOff, reader.Quarantined));
            };
        }, mapped => Take(mapped, inOrder), Room(threads), cancellationToken);
        pipeline.Run(threads);
        if (_totals.Batches > 0) return;
        var empty = NewReader(layout).Empty(FirstRow);
        Take(new Mapped<T>(map(empty), new BatchTotals(empty, 0, false, [])), inOrder);
    }

    private void Take<T>(Mapped<T> mapped, Action<T> inOrder)
    {
        if (_totals.TryAdd(mapped.Totals)) inOrder(mapped.Result);
    }

    private CsvSummary Unreadable<T>(char delimiter, Func<TableBatch, T> map, Action<T> inOrder)
    {
        var empty = new TableBatch(0, FirstRow, new Table([]), Header.Kept, Header.Count);
        Take(new Mapped<T>(map(empty), new BatchTotals(empty, 0, false, [])), inOrder);
        return _totals.Summary([], delimiter, _source!.Encoding);
    }

    private BlockCutter Open()
    {
        if (_stream.CanSeek) _stream.Position = _origin;
        _source?.Dispose();
        _source = TextSource.Open(_stream, Options.File, Options.Encoding);
        var cutter = new BlockCutter(_source.Text, Options.BatchBytes, Options.MaxRecordBytes, _maxBytes, Options.File);
        Prepare(cutter);
        return cutter;
    }

    private sealed record Mapped<T>(T Result, BatchTotals Totals);
}
