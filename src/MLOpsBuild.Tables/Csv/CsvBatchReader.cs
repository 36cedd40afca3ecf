using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Reading;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Makes tables of blocks of CSV, column by column.</summary>
internal sealed unsafe class CsvBatchReader(CsvLayout layout, HeaderProblems header) : TableBlockReader(layout, header)
{
    private readonly BlockFields _fields = new(layout.Width, layout.Delimiter);

    public override long Padding => _fields.Padding;

    public override bool IsCutOff => _fields.IsCutOff;

    protected override Column[] ReadRecords(CsvBlock block, out int rows)
    {
        _fields.Split(block);
        rows = _fields.Rows;
        for (var row = 0; !_fields.IsEven && row < rows; row++)
        {
            var record = _fields.Record(row);
            if (record.FieldCount != Layout.Width) Notes.Add(new CsvNote(row, -1, CsvFault.Ragged, record.Start, record.End - record.Start, record.FieldCount));
        }

        var columns = new Column[Columns.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = Columns[i].Read(_fields, block.Buffer.Bytes);
        return columns;
    }

    protected override void Reset() => _fields.Reset();

    protected override RecordRange Record(int row) => _fields.Record(row);

    protected override string Expected(in CsvNote note) => note.Fault == CsvFault.Ragged
        ? $"{Layout.Width} fields; there are {note.Found}"
        : "a closing quote followed by a delimiter or a line end";
}
