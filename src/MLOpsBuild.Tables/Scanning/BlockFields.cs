using System.Runtime.CompilerServices;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>
/// The records and fields of one block. Most blocks are even: no quotes and as many fields in every record as there are columns; then the places of the separators say
/// all. Any other block goes through a state machine by RFC 4180 with CR, LF or CRLF as line ends. Scratch memory of one worker.
/// </summary>
internal sealed unsafe class BlockFields(int width, byte delimiter)
{
    private readonly int[] _chunk = new int[StructuralCursor.PositionsNeeded];
    private int[] _ends = [];
    private FieldRange[] _fields = new FieldRange[64];
    private RecordRange[] _records = new RecordRange[16];
    private int _fieldCount;
    private long _padding;

    /// <summary>The most fields that are made up for short records: a wide header over millions of empty ones would fill the memory.</summary>
    public const long MostPadding = 1 << 22;

    public int Width => width;

    /// <summary>The records, the empty lines before the block included.</summary>
    public int Rows { get; private set; }

    public bool IsEven { get; private set; }

    /// <summary>Even blocks: element <c>row * Width + column + 1</c> is where the field ends; the one before is where the field before ended.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>Even blocks: 1 when a return stands before each line feed.</summary>
    public int Returns { get; private set; }

    /// <summary>Too many fields were missing; the records behind the last one are left out.</summary>
    public bool IsCutOff => _padding > MostPadding;

    /// <summary>Fields that short records lack.</summary>
    public long Padding => _padding;

    /// <summary>Forgets the last block.</summary>
    public void Reset()
    {
        Rows = 0;
        _fieldCount = 0;
        _padding = 0;
        IsEven = false;
    }

    /// <summary>The records of an uneven block.</summary>
    public ReadOnlySpan<RecordRange> UnevenRecords => _records.AsSpan(0, Rows);

    /// <summary>The fields of an uneven block, record after record.</summary>
    public ReadOnlySpan<FieldRange> UnevenFields => _fields.AsSpan(0, _fieldCount);

    public void Split(CsvBlock block)
    {
        Reset();
        IsEven = !block.HasQuotes && block.LeadingBlanks == 0 && TryEven(block);
        if (IsEven) Rows = block.Records;
        else SplitUneven(block);
    }

    /// <summary>The record, in any block.</summary>
    public RecordRange Record(int row)
    {
        if (!IsEven) return _records[row];
        return new RecordRange { Start = _ends[row * width] + 1, End = _ends[(row + 1) * width] - Returns, FirstField = row * width, FieldCount = width };
    }

    /// <summary>A field that the record has, in any block.</summary>
    public FieldRange Field(in RecordRange record, int column)
    {
        if (!IsEven) return _fields[record.FirstField + column];
        var at = record.FirstField + column;
        var start = _ends[at] + 1;
        return new FieldRange { Start = start, Length = (column == width - 1 ? _ends[at + 1] - Returns : _ends[at + 1]) - start };
    }

    private bool TryEven(CsvBlock block)
    {
        var wanted = (long)block.Records * width;
        if (wanted > block.Length + 1L) return false;
        var needed = (int)wanted;
        if (_ends.Length < needed + 1 + StructuralScan.Slack) _ends = GC.AllocateUninitializedArray<int>(needed + needed / 8 + 2 + StructuralScan.Slack);
        var bytes = block.Buffer.Bytes;
        _ends[0] = -1;
        fixed (int* ends = _ends)
        {
            var found = StructuralScan.Find(bytes, 0, block.Length, StructuralBytes.Plain(delimiter), ends + 1, needed);
            if (found < needed && bytes[block.Length - 1] != '\n') ends[++found] = block.Length;
            if (found != needed) return false;
            Returns = block.HasReturns ? 1 : 0;
            return IsRegular(bytes, ends, block);
        }
    }

    // Each record's last separator must be a line feed. There are as many line feeds as records, so no other separator can be one.
    private bool IsRegular(byte* bytes, int* ends, CsvBlock block)
    {
        var irregular = 0;
        if (Returns == 0)
        {
            for (var i = width; i <= block.Records * width; i += width) irregular |= bytes[ends[i]] ^ '\n';
            return irregular == 0;
        }

        for (var i = width; i <= block.Records * width; i += width)
        {
            var end = ends[i];
            irregular |= (bytes[end] ^ '\n') | (end == 0 ? 1 : bytes[end - 1] ^ '\r');
        }

        return irregular == 0 && block.Bytes.Count((byte)'\r') == block.Records;
    }

    private void SplitUneven(CsvBlock block)
    {
        for (var i = 0L; i < block.LeadingBlanks && !IsCutOff; i++) AddRecord(default);
        fixed (int* chunk = _chunk)
        {
            var bytes = block.Buffer.Bytes;
            var cursor = new StructuralCursor(bytes, block.Length, delimiter, chunk);
            var at = 0;
            while (at < block.Length && !IsCutOff)
            {
                var record = new RecordRange { Start = at, FirstField = _fieldCount };
                ReadFields(bytes, block.Length, ref record, ref cursor);
                at = record.End + 1;
                if (at < block.Length && bytes[at] == '\n' && bytes[at - 1] == '\r') at++;
                if (record.End == record.Start && width > 1)
                {
                    record.FieldCount = 0;
                    _fieldCount = record.FirstField;
                }

                AddRecord(record);
            }
        }
    }

    private void ReadFields(byte* bytes, int length, ref RecordRange record, ref StructuralCursor cursor)
    {
        var at = record.Start;
        while (true)
        {
            FieldRange field = default;
            int end;
            if (at < length && bytes[at] == '"') end = ReadQuoted(bytes, length, at, ref field, ref cursor);
            else
            {
                end = cursor.Separator(at);
                field.Start = at;
                field.Length = end - at;
            }

            if (record.FieldCount++ < width) AddField(field);
            if (end >= length || bytes[end] != delimiter)
            {
                record.End = end;
                return;
            }

            at = end + 1;
        }
    }

    private static int ReadQuoted(byte* bytes, int length, int at, ref FieldRange field, ref StructuralCursor cursor)
    {
        field.Quoted = true;
        field.Start = at + 1;
        var quote = cursor.Quote(at + 1);
        while (quote + 1 < length && bytes[quote + 1] == '"')
        {
            field.Escaped = true;
            quote = cursor.Quote(quote + 2);
        }

        field.Length = quote - field.Start;
        if (quote >= length)
        {
            field.Broken = true;
            return length;
        }

        var end = cursor.Separator(quote + 1);
        field.Broken = end > quote + 1;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddField(in FieldRange field)
    {
        if (_fieldCount == _fields.Length) Array.Resize(ref _fields, _fields.Length * 2);
        _fields[_fieldCount++] = field;
    }

    private void AddRecord(in RecordRange record)
    {
        if (Rows == _records.Length) Array.Resize(ref _records, _records.Length * 2);
        _records[Rows++] = record;
        _padding += Math.Max(0, width - record.FieldCount);
    }
}
