using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables;

/// <summary>First pass over a file whose types are not all declared: only looks. One for each worker.</summary>
internal sealed unsafe class CsvTypeReader(CsvLayout layout)
{
    private readonly BlockFields _fields = new(layout.Width, layout.Delimiter);
    private byte[] _scratch = [];

    public CsvTypeGuess[] Read(CsvBlock block)
    {
        var guesses = new CsvTypeGuess[layout.Width];
        for (var i = 0; i < guesses.Length; i++) guesses[i] = new CsvTypeGuess();
        if (block.CutRecordBytes > 0) return guesses;
        _fields.Split(block);
        for (var i = 0; i < guesses.Length; i++)
        {
            if (layout.Types[i] is null) Observe(guesses[i], i, block.Buffer.Bytes);
        }

        return guesses;
    }

    private void Observe(CsvTypeGuess guess, int column, byte* bytes)
    {
        for (var row = 0; row < _fields.Rows && !guess.IsText; row++)
        {
            var record = _fields.Record(row);
            if (column >= record.FieldCount) continue;
            var field = _fields.Field(record, column);
            var raw = new ReadOnlySpan<byte>(bytes + field.Start, field.Length);
            if (!layout.IsMissing(field, raw) && !layout.IsTooLong(field)) guess.Observe(field.Escaped ? Unescape(raw) : raw);
        }
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_scratch.Length < raw.Length) _scratch = new byte[raw.Length];
        return _scratch.AsSpan(0, Quotes.Undouble(raw, _scratch));
    }
}
