using System.Runtime.CompilerServices;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>Integers: up to eight digits in one step.</summary>
internal sealed unsafe class CsvIntegerReader(CsvLayout layout, int column, CsvNotes notes) : CsvColumnReader(layout, column, notes)
{
    private long[] _values = [];
    private ulong[]? _missing;

    public override string Expected => "an integer";

    protected override bool IsUsual => Layout.Numbers is null;

    public override void Begin(int rows)
    {
        _values = GC.AllocateUninitializedArray<long>(rows);
        _missing = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ReadEven(byte* bytes, int* ends, int rows, int width, int returns)
    {
        fixed (long* values = _values)
        {
            for (var row = 0; row < rows; row++, ends += width)
            {
                var start = ends[0] + 1;
                var end = ends[1] - returns;
                if (!ShortField.TryInteger(bytes, start, end, out values[row])) Plain(bytes, row, start, end - start);
            }
        }
    }

    public override bool TrySet(int row, ReadOnlySpan<byte> text)
    {
        if (Layout.Numbers is not { } format) return FieldParser.TryInteger(text, out _values[row]);
        Span<byte> plain = stackalloc byte[NumberFormat.MostBytes];
        return format.TryRewrite(text, plain, out var length) && FieldParser.TryInteger(plain[..length], out _values[row]);
    }

    public override void SetMissing(int row)
    {
        _values[row] = 0;
        _missing ??= new ulong[(_values.Length + 63) / 64];
        _missing[row >> 6] |= 1UL << (row & 63);
    }

    protected override Column End(string name) => new IntegerColumn(name, _values, _missing);
}

/// <summary>Numbers: short integers in one step, other short decimals by one exact division.</summary>
internal sealed unsafe class CsvNumberReader(CsvLayout layout, int column, CsvNotes notes) : CsvColumnReader(layout, column, notes)
{
    private double[] _values = [];

    public override string Expected => Layout.Numbers is null ? "a number" : $"a number with '{Layout.Options.DecimalMark}' before the decimals";

    protected override bool IsUsual => Layout.Numbers is null;

    public override void Begin(int rows) => _values = GC.AllocateUninitializedArray<double>(rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ReadEven(byte* bytes, int* ends, int rows, int width, int returns)
    {
        fixed (double* values = _values)
        {
            for (var row = 0; row < rows; row++, ends += width)
            {
                var start = ends[0] + 1;
                var end = ends[1] - returns;
                if (!ShortField.TryNumber(bytes, start, end, out values[row])) Plain(bytes, row, start, end - start);
            }
        }
    }

    public override bool TrySet(int row, ReadOnlySpan<byte> text)
    {
        if (Layout.Numbers is not { } format) return FieldParser.TryNumber(text, out _values[row]);
        Span<byte> plain = stackalloc byte[NumberFormat.MostBytes];
        return format.TryRewrite(text, plain, out var length) && FieldParser.TryNumber(plain[..length], out _values[row]);
    }

    public override void SetMissing(int row) => _values[row] = double.NaN;

    protected override Column End(string name) => new NumberColumn(name, _values);
}
