using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables;

/// <summary>Makes tables of blocks. One for each worker: it keeps its scratch memory.</summary>
internal sealed unsafe class CsvBatchReader
{
    public const string ReadingEnds = "records with all their fields; too many are short, and reading ends here";

    private readonly CsvLayout _layout;
    private readonly CsvHeader _header;
    private readonly BlockFields _fields;
    private readonly CsvNotes _notes;
    private readonly CsvColumnReader[] _columns;

    public CsvBatchReader(CsvLayout layout, CsvHeader header)
    {
        _layout = layout;
        _header = header;
        _fields = new BlockFields(layout.Width, layout.Delimiter);
        _notes = new CsvNotes(layout.Options.MaxProblems);
        _columns = [.. Enumerable.Range(0, layout.Width).Select(i => CsvColumnReader.Of(layout, i, _notes))];
    }

    /// <summary>The fields that the last block's short records lacked.</summary>
    public long Padding => _fields.Padding;

    /// <summary>True when the last block ended the reading.</summary>
    public bool IsCutOff => _fields.IsCutOff;

    public TableBatch Read(CsvBlock block)
    {
        _notes.Clear();
        if (block.CutRecordBytes > 0) return ReadCut(block);
        _fields.Split(block);
        for (var row = 0; !_fields.IsEven && row < _fields.Rows; row++)
        {
            var record = _fields.Record(row);
            if (record.FieldCount != _layout.Width) _notes.Add(new CsvNote(row, -1, CsvFault.Ragged, record.Start, record.End - record.Start, record.FieldCount));
        }

        var columns = new Column[_columns.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = _columns[i].Read(_fields, block.Buffer.Bytes);
        if (_fields.IsCutOff) _notes.Add(End());
        return Batch(block, columns, _fields.Rows);
    }

    /// <summary>A batch without rows.</summary>
    public TableBatch Empty()
    {
        var columns = _layout.Names.Select((name, i) => CsvColumns.Missing(name, _layout.Types[i], 0)).Concat(_layout.Absent.Select(a => CsvColumns.Missing(a.Name, a.Type, 0)));
        return new TableBatch(0, 2, new Table([.. columns]), _header.Problems, _header.ProblemCount);
    }

    private TableBatch ReadCut(CsvBlock block)
    {
        var row = (int)Math.Min(block.LeadingBlanks, BlockFields.MostPadding / _layout.Width);
        _notes.Add(new CsvNote(row, -1, CsvFault.Record, 0, block.Length, 0));
        var columns = _layout.Names.Select((name, i) => CsvColumns.Missing(name, _layout.Types[i], row + 1));
        return Batch(block, [.. columns], row + 1);
    }

    private TableBatch Batch(CsvBlock block, IReadOnlyList<Column> columns, int rows)
    {
        var notes = _notes.Sorted();
        var problems = new List<CsvProblem>(block.Index == 0 ? _header.Problems : []);
        foreach (var note in notes)
        {
            if (problems.Count >= _layout.Options.MaxProblems) break;
            problems.Add(Problem(block, note));
        }

        // The problem that ends the reading is kept even when there are too many.
        if (_fields.IsCutOff && problems.Count > 0 && block.CutRecordBytes == 0) problems[^1] = Problem(block, End());
        var count = _notes.Count + (block.Index == 0 ? _header.ProblemCount : 0);
        IEnumerable<Column> absent = _layout.Absent.Select(a => CsvColumns.Missing(a.Name, a.Type, rows));
        return new TableBatch(block.Index, block.FirstRow, new Table([.. columns, .. absent]), problems, count);
    }

    private CsvNote End()
    {
        var last = _fields.Record(_fields.Rows - 1);
        return new CsvNote(_fields.Rows - 1, int.MaxValue, CsvFault.End, last.Start, last.End - last.Start, 0);
    }

    private CsvProblem Problem(CsvBlock block, in CsvNote note)
    {
        var column = note.Column >= 0 && note.Column < _layout.Width ? _layout.Names[note.Column] : null;
        var text = new ReadOnlySpan<byte>(block.Buffer.Bytes + note.Start, note.Length);
        var expected = note.Fault switch
        {
            CsvFault.Ragged => $"{_layout.Width} fields; there are {note.Found}",
            CsvFault.Quotes => "a closing quote followed by a delimiter or a line end",
            CsvFault.Long => "a shorter field",
            CsvFault.Type => _columns[note.Column].Expected,
            CsvFault.Record when block.Unclosed => $"a closing quote; none comes before the end of the file, {block.CutRecordBytes} bytes further on",
            CsvFault.Record => $"a record of at most {Math.Max(_layout.Options.MaxRecordBytes, _layout.Options.BatchBytes)} bytes; this one has {block.CutRecordBytes}",
            _ => ReadingEnds,
        };
        return CsvMessages.Problem(_layout.Options.File, block.FirstRow + note.Row, column, text, expected);
    }
}
