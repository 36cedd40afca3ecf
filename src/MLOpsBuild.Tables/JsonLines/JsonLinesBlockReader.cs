using System.Text.Json;
using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Reading;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>Makes tables of blocks of JSON lines, line by line.</summary>
internal sealed unsafe class JsonLinesBlockReader : TableBlockReader
{
    // Each one costs as much as a thousand good lines, and a file with more of them is no JSON.
    private const int MostBroken = 1000;

    private readonly List<RecordRange> _records = [];
    private readonly JsonValue[] _values;
    private readonly int[] _rowOfValue;
    private readonly byte[][] _keys;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly JsonText _text = new();
    private readonly List<CsvNote> _line = [];
    private int _row;
    private int _likely;
    private int _broken;
    private bool _isTooLarge;
    private int _lineStart;

    public JsonLinesBlockReader(CsvLayout layout, HeaderProblems header)
        : base(layout, header)
    {
        _values = new JsonValue[layout.Width];
        _rowOfValue = new int[layout.Width];
        _keys = [.. layout.Names.Select(JsonText.Bytes)];
        for (var i = 0; i < _keys.Length; i++) _places.Add(layout.Names[i], i);
    }

    public override long Padding => 0;

    public override bool IsCutOff => _broken > MostBroken || _isTooLarge;

    private bool IsBroken => _broken > MostBroken;

    protected override Column[] ReadRecords(CsvBlock block, out int rows)
    {
        Reset();
        rows = (int)Math.Min(block.LeadingBlanks, BlockFields.MostPadding / Layout.Width) + block.Records;
        // Few bytes can stand for many cells: empty objects below one with many keys.
        _isTooLarge = (long)rows * Layout.Width > BlockFields.MostPadding;
        if (_isTooLarge) rows = (int)(BlockFields.MostPadding / Layout.Width);
        foreach (var column in Columns) column.Begin(rows);
        var blanks = Math.Min(rows, (int)Math.Min(block.LeadingBlanks, int.MaxValue));
        for (; _row < blanks && !IsBroken; _row++) Broken(default);
        var lines = new Lines(block.Bytes);
        for (; _row < rows && !IsBroken && lines.Next(); _row++)
        {
            _lineStart = lines.Start;
            _line.Clear();
            var record = new RecordRange { Start = lines.Start, End = lines.Start + lines.Length };
            if (JsonLine.TryRead(lines.Current, this, Take)) Set(lines.Current, record);
            else Broken(record);
        }

        rows = _row;
        var columns = new Column[Columns.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = Columns[i].End(Layout.Names[i], rows);
        return columns;
    }

    protected override void Reset()
    {
        _records.Clear();
        Array.Fill(_rowOfValue, -1);
        _row = 0;
        _broken = 0;
        _isTooLarge = false;
    }

    protected override RecordRange Record(int row) => _records[row];

    protected override string Expected(in CsvNote note) => note.Fault switch
    {
        CsvFault.Twice => "each key once",
        CsvFault.Unknown => $"one of the declared keys {string.Join(", ", Layout.Names.Take(16))}",
        _ => "a JSON object on one line",
    };

    private static void Take(JsonLinesBlockReader reader, ref Utf8JsonReader key, in JsonValue value) => reader.Take(ref key, value);

    private void Take(ref Utf8JsonReader key, in JsonValue value)
    {
        var place = Place(ref key);
        if (place < 0) _line.Add(new CsvNote(_row, -1, CsvFault.Unknown, _lineStart + (int)key.TokenStartIndex, key.ValueSpan.Length + 2, 0));
        else if (_rowOfValue[place] == _row) _line.Add(new CsvNote(_row, place, CsvFault.Twice, _lineStart + value.Start, value.Length, 0));
        else
        {
            _values[place] = value;
            _rowOfValue[place] = _row;
        }
    }

    // Lines mostly have their keys in one order: the next column is tried first.
    private int Place(ref Utf8JsonReader key)
    {
        var place = _likely < _keys.Length ? _likely : 0;
        if (!key.ValueTextEquals(_keys[place])) place = _places.GetValueOrDefault(JsonText.Key(ref key), -1);
        _likely = place + 1;
        return place;
    }

    private void Set(ReadOnlySpan<byte> line, in RecordRange record)
    {
        _records.Add(record);
        foreach (var note in _line) Notes.Add(note);
        for (var i = 0; i < Columns.Length; i++)
        {
            var value = _values[i];
            if (_rowOfValue[i] != _row || value.Kind == JsonTokenType.Null) Columns[i].SetMissing(_row);
            else if (value.Length > Layout.Options.MaxFieldBytes) Columns[i].Wrong(_row, record.Start + value.Start, value.Length, CsvFault.Long);
            else if (!IsFit(i, value.Kind) || !_text.TryRead(line, value, out var text)) Wrong(i, value, record);
            else if (!Columns[i].TrySet(_row, text)) Columns[i].Wrong(_row, record.Start + value.Start, value.Length, CsvFault.Type);
        }
    }

    private void Wrong(int column, in JsonValue value, in RecordRange record)
    {
        // Escapes that are no text cost an exception each.
        if (value.Escaped) _broken++;
        Columns[column].Wrong(_row, record.Start + value.Start, value.Length, CsvFault.Type);
    }

    private bool IsFit(int column, JsonTokenType kind) => Layout.Types[column] switch
    {
        ColumnType.Number or ColumnType.Integer => kind == JsonTokenType.Number,
        ColumnType.Time => kind == JsonTokenType.String,
        _ => true,
    };

    private void Broken(in RecordRange record)
    {
        _records.Add(record);
        _broken++;
        Array.Fill(_rowOfValue, -1);
        Notes.Add(new CsvNote(_row, -1, CsvFault.Json, record.Start, record.End - record.Start, 0));
        foreach (var column in Columns) column.SetMissing(_row);
    }
}
