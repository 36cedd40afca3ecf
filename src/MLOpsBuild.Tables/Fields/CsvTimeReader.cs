using System.Runtime.CompilerServices;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>Times: the day is remembered from row to row, because neighbours mostly share it.</summary>
internal sealed unsafe class CsvTimeReader(CsvLayout layout, int column, CsvNotes notes) : CsvColumnReader(layout, column, notes)
{
    private readonly ShortTime _times = new();
    private readonly TimeFormats? _formats = layout.Times[column];
    private DateTime[] _values = [];

    public override string Expected => _formats is null ? "a local time such as 2001-01-31 23:55" : $"a time in the form {_formats}";

    protected override bool IsUsual => _formats is null;

    public override void Begin(int rows) => _values = GC.AllocateUninitializedArray<DateTime>(rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ReadEven(byte* bytes, int* ends, int rows, int width, int returns)
    {
        var times = _times;
        fixed (DateTime* values = _values)
        {
            for (var row = 0; row < rows; row++, ends += width)
            {
                var start = ends[0] + 1;
                var end = ends[1] - returns;
                if (!times.TryRead(bytes + start, end - start, out values[row])) Plain(bytes, row, start, end - start);
            }
        }
    }

    public override bool TrySet(int row, ReadOnlySpan<byte> text)
    {
        if (_formats is not null) return _formats.TryRead(text, out _values[row]);
        fixed (byte* start = text) return _times.TryRead(start, text.Length, out _values[row]) || FieldParser.TryTime(text, out _values[row]);
    }

    public override void SetMissing(int row) => _values[row] = DateTime.MinValue;

    protected override Column End(string name) => new TimeColumn(name, _values);
}
