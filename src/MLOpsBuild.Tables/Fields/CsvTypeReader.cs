using System.Runtime.CompilerServices;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>First pass over a file whose types are not all declared: only looks. One for each worker.</summary>
internal sealed unsafe class CsvTypeReader(CsvLayout layout)
{
    private readonly BlockFields _fields = new(layout.Width, layout.Delimiter);
    private byte[] _scratch = [];

    public CsvTypeGuess[] Read(CsvBlock block)
    {
        var guesses = new CsvTypeGuess[layout.Width];
        for (var i = 0; i < guesses.Length; i++) guesses[i] = new CsvTypeGuess(layout.Numbers, layout.Times[i]);
        if (block.CutRecordBytes > 0) return guesses;
        _fields.Split(block);
        for (var i = 0; i < guesses.Length; i++)
        {
            if (layout.Types[i] is not null) continue;
            if (_fields.IsEven && !layout.NeedsCare && layout.Numbers is null && layout.Times[i] is null) ObserveEven(guesses[i], i, block.Buffer.Bytes);
            else Observe(guesses[i], i, block.Buffer.Bytes);
        }

        return guesses;
    }

    // Short integers and times in the usual form are most of what is in tables; everything else goes the general way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ObserveEven(CsvTypeGuess guess, int column, byte* bytes)
    {
        var width = _fields.Width;
        var returns = column == width - 1 ? _fields.Returns : 0;
        var times = new ShortTime();
        fixed (int* first = _fields.Ends)
        {
            var ends = first + column;
            for (var row = 0; row < _fields.Rows && !guess.IsText; row++, ends += width)
            {
                var start = ends[0] + 1;
                var end = ends[1] - returns;
                if (guess.MayBeInteger && bytes[start] is >= (byte)'1' and <= (byte)'9' && ShortField.TryInteger(bytes, start, end, out _)) guess.ObserveShortInteger();
                else if (!guess.IsTime || !times.TryRead(bytes + start, end - start, out _)) Observe(guess, bytes, new FieldRange { Start = start, Length = end - start });
            }
        }
    }

    private void Observe(CsvTypeGuess guess, int column, byte* bytes)
    {
        for (var row = 0; row < _fields.Rows && !guess.IsText; row++)
        {
            var record = _fields.Record(row);
            if (column >= record.FieldCount) continue;
            Observe(guess, bytes, _fields.Field(record, column));
        }
    }

    private void Observe(CsvTypeGuess guess, byte* bytes, in FieldRange field)
    {
        var raw = new ReadOnlySpan<byte>(bytes + field.Start, field.Length);
        if (!layout.IsMissing(field, raw) && !layout.IsTooLong(field)) guess.Observe(field.Escaped ? Unescape(raw) : raw);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_scratch.Length < raw.Length) _scratch = new byte[raw.Length];
        return _scratch.AsSpan(0, Quotes.Undouble(raw, _scratch));
    }
}
