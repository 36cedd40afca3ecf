namespace MLOpsBuild.Tables.Csv;

/// <summary>Takes the records of one pass over a file.</summary>
internal interface IRowSink
{
    CsvLayout Layout { get; }

    /// <summary>True when no further record is wanted.</summary>
    bool IsFull { get; }

    void Add(long row, ref RecordScanner record);

    void AddBlank(long row);
}

/// <summary>First pass: only looks, to find the types that were not declared.</summary>
internal sealed class GuessRows(CsvLayout layout) : IRowSink
{
    public CsvLayout Layout => layout;

    public bool IsFull => false;

    public void Add(long row, ref RecordScanner record)
    {
        var count = Math.Min(record.FieldCount, layout.Width);
        for (var i = 0; i < count; i++)
        {
            if (layout.Guesses[i] is not { } guess) continue;
            ref readonly var field = ref layout.Fields[i];
            var raw = record.Raw(field);
            if (!layout.IsMissing(field, raw) && !layout.IsTooLong(field)) guess.Observe(layout.Unescape(field, raw));
        }
    }

    public void AddBlank(long row)
    {
    }
}

/// <summary>Second pass: keeps the values.</summary>
internal sealed class ColumnRows : IRowSink
{
    /// <summary>The most fields that are made up for short records: a wide header over millions of empty ones would fill the memory.</summary>
    private const long MostPadding = 1 << 22;

    private readonly ProblemList _problems;
    private readonly ColumnSink[] _sinks;
    private int _rows;
    private long _padding;

    public ColumnRows(CsvLayout layout, ProblemList problems)
    {
        Layout = layout;
        _problems = problems;
        _sinks = new ColumnSink[layout.Width];
        for (var i = 0; i < _sinks.Length; i++) _sinks[i] = ColumnSink.Of(layout.Types[i] ?? layout.Guesses[i]!.Type);
    }

    public CsvLayout Layout { get; }

    public bool IsFull => _padding > MostPadding;

    public void Add(long row, ref RecordScanner record)
    {
        _rows++;
        var sinks = _sinks;
        if (record.FieldCount != sinks.Length) Ragged(row, record.FieldCount, record.Record);
        for (var i = 0; i < sinks.Length; i++)
        {
            if (i >= record.FieldCount)
            {
                sinks[i].AddMissing();
                continue;
            }

            ref readonly var field = ref Layout.Fields[i];
            var raw = record.Raw(field);
            if (Layout.IsMissing(field, raw)) sinks[i].AddMissing();
            else if (field.Broken) Flawed(row, i, raw, "a closing quote followed by a delimiter or a line end");
            else if (Layout.IsTooLong(field)) Flawed(row, i, raw, "a shorter field");
            else if (!sinks[i].Add(Layout.Unescape(field, raw))) _problems.Wrong(row, Layout.Names[i], raw, sinks[i].Expected);
        }
    }

    public void AddBlank(long row)
    {
        _rows++;
        Ragged(row, 0, default);
        foreach (var sink in _sinks) sink.AddMissing();
    }

    public Table Build()
    {
        var columns = new List<Column>();
        for (var i = 0; i < _sinks.Length; i++) columns.Add(_sinks[i].Build(Layout.Names[i]));
        foreach (var absent in Layout.Absent)
        {
            var sink = ColumnSink.Of(absent.Type ?? ColumnType.Text);
            for (var i = 0; i < _rows; i++) sink.AddMissing();
            columns.Add(sink.Build(absent.Name));
        }

        return new Table(columns);
    }

    private void Ragged(long row, int found, ReadOnlySpan<byte> record)
    {
        _problems.Wrong(row, null, record, $"{_sinks.Length} fields; there are {found}");
        _padding += Math.Max(0, _sinks.Length - found);
        if (IsFull) _problems.Last(row, record, "records with all their fields; too many are short, and reading ends here");
    }

    private void Flawed(long row, int column, ReadOnlySpan<byte> raw, string expected)
    {
        _problems.Wrong(row, Layout.Names[column], raw, expected);
        _sinks[column].AddMissing();
    }
}
