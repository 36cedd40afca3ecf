using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>Reads one column of one block after another. Even blocks have a fast way of their own for each type; every other field comes through here.</summary>
internal abstract unsafe class CsvColumnReader(CsvLayout layout, int column, CsvNotes notes)
{
    private byte[] _scratch = [];

    /// <summary>What a good field is, for messages.</summary>
    public abstract string Expected { get; }

    protected CsvLayout Layout => layout;

    /// <summary>True when the fast way knows the form of the values.</summary>
    protected virtual bool IsUsual => true;

    /// <summary>A reader for a column of the file.</summary>
    public static CsvColumnReader Of(CsvLayout layout, int column, CsvNotes notes) => layout.Types[column] switch
    {
        ColumnType.Number => new CsvNumberReader(layout, column, notes),
        ColumnType.Integer => new CsvIntegerReader(layout, column, notes),
        ColumnType.Time => new CsvTimeReader(layout, column, notes),
        _ => new CsvTextReader(layout, column, notes),
    };

    /// <summary>The block's values of this column.</summary>
    public Column Read(BlockFields fields, byte* bytes)
    {
        Begin(fields.Rows);
        if (!fields.IsEven) ReadUneven(fields, bytes);
        else
        {
            fixed (int* ends = fields.Ends)
            {
                var separator = column == fields.Width - 1 ? fields.Returns : 0;
                if (layout.NeedsCare || !IsUsual) ReadCarefully(bytes, ends + column, fields.Rows, fields.Width, separator);
                else ReadEven(bytes, ends + column, fields.Rows, fields.Width, separator);
            }
        }

        return End(layout.Names[column]);
    }

    /// <summary>Starts a column of so many values.</summary>
    public abstract void Begin(int rows);

    /// <summary>The fields of an even block: field <c>i</c> lies between <c>ends[i * width] + 1</c> and <c>ends[i * width + 1] - returns</c>.</summary>
    protected abstract void ReadEven(byte* bytes, int* ends, int rows, int width, int returns);

    /// <summary>Takes a value; false when it is not of the type.</summary>
    public abstract bool TrySet(int row, ReadOnlySpan<byte> text);

    public abstract void SetMissing(int row);

    protected abstract Column End(string name);

    /// <summary>The first values of what was begun.</summary>
    public Column End(string name, int rows)
    {
        var all = End(name);
        return rows == all.Count ? all : all.Take([.. Enumerable.Range(0, rows)]);
    }

    /// <summary>Notes a fault; the value is missing.</summary>
    public void Wrong(int row, int start, int length, CsvFault fault)
    {
        notes.Add(new CsvNote(row, column, fault, start, length, 0));
        SetMissing(row);
    }

    /// <summary>A field of an even block that the fast way does not know.</summary>
    protected void Plain(byte* bytes, int row, int start, int length)
    {
        var field = new FieldRange { Start = start, Length = length };
        Set(bytes, row, field);
    }

    private void ReadCarefully(byte* bytes, int* ends, int rows, int width, int returns)
    {
        for (var row = 0; row < rows; row++, ends += width) Plain(bytes, row, ends[0] + 1, ends[1] - returns - ends[0] - 1);
    }

    private void ReadUneven(BlockFields fields, byte* bytes)
    {
        var records = fields.UnevenRecords;
        var all = fields.UnevenFields;
        for (var row = 0; row < records.Length; row++)
        {
            ref readonly var record = ref records[row];
            if (column >= record.FieldCount) SetMissing(row);
            else Set(bytes, row, all[record.FirstField + column]);
        }
    }

    private void Set(byte* bytes, int row, in FieldRange field)
    {
        var raw = new ReadOnlySpan<byte>(bytes + field.Start, field.Length);
        if (layout.IsMissing(field, raw)) SetMissing(row);
        else if (field.Broken) Wrong(row, field.Start, field.Length, CsvFault.Quotes);
        else if (layout.IsTooLong(field)) Wrong(row, field.Start, field.Length, CsvFault.Long);
        else if (!TrySet(row, field.Escaped ? Unescape(raw) : raw)) Wrong(row, field.Start, field.Length, CsvFault.Type);
    }


    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (_scratch.Length < raw.Length) _scratch = new byte[raw.Length];
        return _scratch.AsSpan(0, Quotes.Undouble(raw, _scratch));
    }
}
