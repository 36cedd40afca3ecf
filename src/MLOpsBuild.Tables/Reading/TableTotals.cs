using MLOpsBuild.Tables.Fields;

namespace MLOpsBuild.Tables.Reading;

/// <summary>What a batch adds to the file's totals.</summary>
internal sealed class BatchTotals(TableBatch batch, long padding, bool isCutOff, IReadOnlyList<QuarantinedRecord> quarantined)
{
    // Not the batch itself: its table may be large, and what is made of it may be all that is wanted.
    public int Rows { get; } = batch.Table.RowCount;

    public long LastRow { get; } = batch.FirstRow + batch.Table.RowCount + quarantined.Count - 1;

    public IReadOnlyList<CsvProblem> Problems { get; } = batch.Problems;

    public long ProblemCount { get; } = batch.ProblemCount;

    public long Padding { get; } = padding;

    public bool IsCutOff { get; } = isCutOff;

    public IReadOnlyList<QuarantinedRecord> Quarantined { get; } = quarantined;
}

/// <summary>The totals of a file, added up in its order.</summary>
internal sealed class TableTotals(CsvOptions options, long maxPadding)
{
    private readonly List<CsvProblem> _problems = [];
    private long _problemCount;
    private long _padding;
    private long _rows;
    private long _quarantined;
    private volatile bool _over;

    public int Batches { get; private set; }

    /// <summary>True when no further batch is wanted.</summary>
    public bool IsOver => _over;

    /// <summary>Takes the next batch; false when it lies behind the one that ended the reading and was under way already.</summary>
    public bool TryAdd(BatchTotals batch)
    {
        if (_over) return false;
        Batches++;
        _rows += batch.Rows;
        _problemCount += batch.ProblemCount;
        foreach (var problem in batch.Problems)
        {
            if (_problems.Count >= options.MaxProblems) break;
            _problems.Add(problem);
        }

        foreach (var record in batch.Quarantined) options.Quarantine!(record);
        _quarantined += batch.Quarantined.Count;
        _padding += batch.Padding;
        if (batch.IsCutOff) End(batch.Problems.Count > 0 ? batch.Problems[^1] : null);
        else if (_padding > maxPadding)
        {
            _problemCount++;
            var last = CsvMessages.Problem(options.File, batch.LastRow, null, default, TableBlockReader.ReadingEnds);
            if (_problems.Count < options.MaxProblems) _problems.Add(last);
            End(last);
        }

        return true;
    }

    public CsvSummary Summary(IReadOnlyList<CsvColumn> columns, char delimiter, TextEncoding encoding) =>
        new(_rows, Batches, columns, _problems, _problemCount, delimiter) { Encoding = encoding, Quarantined = _quarantined };

    // The problem that ends the reading is kept even when there are too many.
    private void End(CsvProblem? last)
    {
        _over = true;
        if (last is not null && _problems.Count > 0) _problems[^1] = last;
    }
}
