using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Tables.Flow;

namespace MLOpsBuild.Tables;

/// <summary>One reading of one file, in one pass or, when types are to be inferred, in two.</summary>
internal sealed class CsvReading
{
    private const int BlocksPerThread = 3;
    private readonly Stream _stream;
    private readonly CsvOptions _options;
    private readonly long _maxBytes;
    private readonly long _maxPadding;
    private readonly long _origin;
    private readonly List<CsvProblem> _problems = [];
    private long _problemCount;
    private long _padding;
    private long _rows;
    private int _batches;
    private volatile bool _over;

    /// <param name="stream">The file.</param>
    /// <param name="options">How to read.</param>
    /// <param name="maxBytes">More is an error.</param>
    /// <param name="maxPadding">Reading ends when short records lack more fields than this.</param>
    public CsvReading(Stream stream, CsvOptions options, long maxBytes, long maxPadding)
    {
        if (options.Delimiter is '"' or '\r' or '\n' or > (char)127) throw new ArgumentException($"'{options.Delimiter}' cannot separate fields.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchBytes, 1, nameof(options));
        _stream = stream;
        _options = options;
        _maxBytes = maxBytes;
        _maxPadding = maxPadding;
        _origin = stream.CanSeek ? stream.Position : 0;
    }

    public CsvSummary Run<T>(int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken)
    {
        var cutter = Open();
        try
        {
            var header = new CsvHeader(_options);
            var layout = header.Read(cutter);
            if (layout is null) return Unreadable(header, cutter, map, inOrder);
            if (layout.MustInfer)
            {
                layout = layout.With(Infer(cutter, layout, threads, cancellationToken));
                cutter.Dispose();
                cutter = Open();
                new CsvHeader(_options).Read(cutter);
            }

            Run(cutter, layout, header, threads, map, inOrder, cancellationToken);
            IEnumerable<CsvColumn> columns = [.. layout.Names.Select((name, i) => new CsvColumn(name, layout.Types[i])), .. layout.Absent];
            return new CsvSummary(_rows, _batches, [.. columns], _problems, _problemCount, (char)layout.Delimiter);
        }
        finally
        {
            cutter.Dispose();
        }
    }

    private static CsvSummary Unreadable<T>(CsvHeader header, BlockCutter cutter, Func<TableBatch, T> map, Action<T> inOrder)
    {
        inOrder(map(new TableBatch(0, 2, new Table([]), header.Problems, header.ProblemCount)));
        return new CsvSummary(0, 1, [], header.Problems, header.ProblemCount, (char)cutter.Delimiter);
    }

    private void Run<T>(
        BlockCutter cutter, CsvLayout layout, CsvHeader header, int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken)
    {
        var pipeline = new OrderedPipeline<CsvBlock, Mapped<T>>(() => _over ? null : cutter.Next(), () => Worker(cutter, layout, header, map), mapped => Take(mapped, inOrder),
            threads == 1 ? 1 : threads * BlocksPerThread, cancellationToken);
        pipeline.Run(threads);
        if (_batches == 0) Take(Map(new CsvBatchReader(layout, header).Empty(), 0, false, map), inOrder);
    }

    private BlockCutter Open()
    {
        if (_stream.CanSeek) _stream.Position = _origin;
        var cutter = new BlockCutter(_stream, _options.BatchBytes, _options.MaxRecordBytes, _maxBytes, _options.File);
        if (cutter.Peek().StartsWith("\uFEFF"u8)) cutter.Drop(3);
        cutter.Delimiter = (byte)(_options.Delimiter ?? DelimiterSniffer.Find(cutter.Peek()));
        return cutter;
    }

    private ColumnType[] Infer(BlockCutter cutter, CsvLayout layout, int threads, CancellationToken cancellationToken)
    {
        if (!_stream.CanSeek) throw new NotSupportedException("Types can be inferred from a stream that can seek; declare the type of every column to read this one.");
        var all = layout.Names.Select(_ => new CsvTypeGuess()).ToArray();
        var pipeline = new OrderedPipeline<CsvBlock, CsvTypeGuess[]>(cutter.Next, () => Guesser(cutter, layout), guesses =>
        {
            for (var i = 0; i < all.Length; i++) all[i].Merge(guesses[i]);
        }, threads == 1 ? 1 : threads * BlocksPerThread, cancellationToken);
        pipeline.Run(threads);
        return [.. layout.Types.Select((type, i) => type ?? all[i].Type)];
    }

    private static Func<CsvBlock, CsvTypeGuess[]> Guesser(BlockCutter cutter, CsvLayout layout)
    {
        var reader = new CsvTypeReader(layout);
        return block =>
        {
            var guesses = reader.Read(block);
            cutter.GiveBack(block);
            return guesses;
        };
    }

    private static Func<CsvBlock, Mapped<T>> Worker<T>(BlockCutter cutter, CsvLayout layout, CsvHeader header, Func<TableBatch, T> map)
    {
        var reader = new CsvBatchReader(layout, header);
        return block =>
        {
            var batch = reader.Read(block);
            cutter.GiveBack(block);
            return Map(batch, reader.Padding, reader.IsCutOff, map);
        };
    }

    private static Mapped<T> Map<T>(TableBatch batch, long padding, bool isCutOff, Func<TableBatch, T> map) =>
        new(map(batch), batch.Table.RowCount, batch.Problems, batch.ProblemCount, padding, isCutOff);

    private void Take<T>(Mapped<T> mapped, Action<T> inOrder)
    {
        // Blocks behind the one that ended the reading may be under way already.
        if (_over) return;
        _batches++;
        _rows += mapped.Rows;
        _problemCount += mapped.ProblemCount;
        foreach (var problem in mapped.Problems)
        {
            if (_problems.Count >= _options.MaxProblems) break;
            _problems.Add(problem);
        }

        _padding += mapped.Padding;
        inOrder(mapped.Result);
        if (mapped.IsCutOff && _problems.Count > 0) _problems[^1] = mapped.Problems[^1];
        if (mapped.IsCutOff || _padding > _maxPadding) _over = true;
        if (mapped.IsCutOff || !_over) return;
        _problemCount++;
        if (_problems.Count > 0) _problems[^1] = CsvMessages.Problem(_options.File, _rows + 1, null, default, CsvBatchReader.ReadingEnds);
    }

    private sealed record Mapped<T>(T Result, int Rows, IReadOnlyList<CsvProblem> Problems, long ProblemCount, long Padding, bool IsCutOff);
}
