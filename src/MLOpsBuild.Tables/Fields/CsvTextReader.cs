using System.Runtime.CompilerServices;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>Texts: up to eight bytes are compared as one number.</summary>
internal sealed unsafe class CsvTextReader(CsvLayout layout, int column, CsvNotes notes) : CsvColumnReader(layout, column, notes)
{
    private readonly TextDictionary _dictionary = new();
    private int[] _codes = [];

    public override string Expected => "text in UTF-8";

    public override void Begin(int rows)
    {
        _codes = GC.AllocateUninitializedArray<int>(rows);
        _dictionary.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ReadEven(byte* bytes, int* ends, int rows, int width, int returns)
    {
        var dictionary = _dictionary;
        var spellings = Layout.HasSpellings;
        fixed (int* codes = _codes)
        {
            for (var row = 0; row < rows; row++, ends += width)
            {
                var start = ends[0] + 1;
                var length = ends[1] - returns - start;
                if ((uint)(length - 1) >= 8 || (spellings && Layout.IsSpelling(new ReadOnlySpan<byte>(bytes + start, length))))
                {
                    Plain(bytes, row, start, length);
                    continue;
                }

                codes[row] = dictionary.CodeOfShort(ShortField.Key(bytes + start, length), length);
                if (codes[row] < 0) Plain(bytes, row, start, length);
            }
        }
    }

    public override bool TrySet(int row, ReadOnlySpan<byte> text)
    {
        var code = _dictionary.CodeOf(text);
        _codes[row] = code;
        return code >= 0;
    }

    public override void SetMissing(int row) => _codes[row] = -1;

    protected override Column End(string name) => new TextColumn(name, _codes, _dictionary.ToArray());
}
