using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Reading;

/// <summary>Makes tables of blocks. One for each worker: it keeps its scratch memory.</summary>
internal abstract unsafe class TableBlockReader
{
    public const string ReadingEnds = "records with all their fields; too many are short or broken, and reading ends here";

    protected TableBlockReader(CsvLayout layout, HeaderProblems header)
    {
        Layout = layout;
        Header = header;
        // With a quarantine every record with a fault must be known; a block bounds their number.
        Notes = new CsvNotes(layout.Options.Quarantine is null ? layout.Options.MaxProblems : int.MaxValue);
        Columns = [.. Enumerable.Range(0, layout.Width).Select(i => CsvColumnReader.Of(layout, i, Notes))];
    }

    /// <summary>Fields that the last block's short records lacked.</summary>
    public abstract long Padding { get; }

    /// <summary>True when the last block ended the reading.</summary>
    public abstract bool IsCutOff { get; }

    /// <summary>What the last block gave to quarantine.</summary>
    public IReadOnlyList<QuarantinedRecord> Quarantined { get; private set; } = [];

    protected CsvLayout Layout { get; }

    protected HeaderProblems Header { get; }

    protected CsvNotes Notes { get; }

    protected CsvColumnReader[] Columns { get; }

    public TableBatch Read(CsvBlock block)
    {
        Notes.Clear();
        Quarantined = [];
        if (block.CutRecordBytes > 0) return ReadCut(block);
        var columns = ReadRecords(block, out var rows);
        return Batch(block, columns, rows);
    }

    /// <summary>A batch without rows.</summary>
    public TableBatch Empty(long firstRow) => new(0, firstRow, new Table([.. Missing(0), .. Absent(0)]), Header.Kept, Header.Count);

    /// <summary>Reads the records and notes what is wrong.</summary>
    protected abstract Column[] ReadRecords(CsvBlock block, out int rows);

    /// <summary>Forgets the last block's records.</summary>
    protected abstract void Reset();

    protected abstract RecordRange Record(int row);

    protected abstract string Expected(in CsvNote note);

    protected IEnumerable<Column> Missing(int rows) => Layout.Names.Select((name, i) => CsvColumns.Missing(name, Layout.Types[i], rows));

    private IEnumerable<Column> Absent(int rows) => Layout.Absent.Select(a => CsvColumns.Missing(a.Name, a.Type, rows));

    private TableBatch ReadCut(CsvBlock block)
    {
        Reset();
        var blanks = (int)Math.Min(block.LeadingBlanks, BlockFields.MostPadding / Layout.Width);
        for (var row = 0; row < blanks; row++) Notes.Add(new CsvNote(row, -1, CsvFault.Ragged, 0, 0, 0));
        Notes.Add(new CsvNote(blanks, -1, CsvFault.Record, 0, block.Length, 0));
        return Batch(block, [.. Missing(blanks + 1)], blanks + 1);
    }

    private TableBatch Batch(CsvBlock block, Column[] columns, int rows)
    {
        var notes = Notes.Sorted();
        var problems = new List<CsvProblem>(block.Index == 0 ? Header.Kept : []);
        var count = block.Index == 0 ? Header.Count : 0;
        var table = new Table([.. columns, .. Absent(rows)]);
        if (Layout.Options.Quarantine is not null) table = WithoutBadRows(block, table, notes);
        else
        {
            count += Notes.Count;
            foreach (var note in notes)
            {
                if (problems.Count >= Layout.Options.MaxProblems) break;
                problems.Add(Problem(block, note));
            }
        }

        if (IsCutOff)
        {
            // Kept even when there are too many.
            if (problems.Count > 0 && problems.Count >= Layout.Options.MaxProblems) problems.RemoveAt(problems.Count - 1);
            if (problems.Count < Layout.Options.MaxProblems) problems.Add(CsvMessages.Problem(Layout.Options.File, block.FirstRow + rows - 1, null, default, ReadingEnds));
            count++;
        }

        return new TableBatch(block.Index, block.FirstRow, table, problems, count) { Quarantined = [.. Quarantined.Select(g => g.Row)] };
    }

    private Table WithoutBadRows(CsvBlock block, Table table, IReadOnlyList<CsvNote> notes)
    {
        if (notes.Count == 0) return table;
        var gone = new List<QuarantinedRecord>();
        for (var i = 0; i < notes.Count;)
        {
            var row = notes[i].Row;
            var reasons = new List<CsvProblem>();
            for (; i < notes.Count && notes[i].Row == row; i++)
            {
                if (reasons.Count < Math.Max(1, Layout.Options.MaxProblems)) reasons.Add(Problem(block, notes[i]));
            }

            var record = block.CutRecordBytes == 0 ? Record(row) : row < table.RowCount - 1 ? default : new RecordRange { End = block.Length };
            gone.Add(new QuarantinedRecord(block.FirstRow + row, block.Bytes[record.Start..record.End].ToArray(), reasons));
        }

        Quarantined = gone;
        var bad = gone.Select(g => (int)(g.Row - block.FirstRow)).ToHashSet();
        int[] good = [.. Enumerable.Range(0, table.RowCount).Where(row => !bad.Contains(row))];
        // A dictionary must not know texts of rows that are gone.
        return new Table([.. table.Take(good).Columns.Select(c => c is TextColumn text ? text.Compact() : c)]);
    }

    private CsvProblem Problem(CsvBlock block, in CsvNote note)
    {
        var column = note.Column >= 0 ? Layout.Names[note.Column] : null;
        var text = new ReadOnlySpan<byte>(block.Buffer.Bytes + note.Start, note.Length);
        var expected = note.Fault switch
        {
            CsvFault.Record when block.Unclosed => $"a closing quote; none comes before the end of the file, {block.CutRecordBytes} bytes further on",
            CsvFault.Record => $"a record of at most {Math.Max(Layout.Options.MaxRecordBytes, Layout.Options.BatchBytes)} bytes; this one has {block.CutRecordBytes}",
            CsvFault.Long => "a shorter field",
            CsvFault.Type => Columns[note.Column].Expected,
            _ => Expected(note),
        };
        return CsvMessages.Problem(Layout.Options.File, block.FirstRow + note.Row, column, text, expected);
    }
}
