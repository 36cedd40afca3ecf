using System.Text;
using System.Text.Unicode;
using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Reading;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Reads the first record: the columns' names.</summary>
internal sealed class CsvHeader(CsvOptions options, HeaderProblems problems)
{
    /// <summary>Reads the header and leaves the cutter behind it.</summary>
    /// <returns>Null when there are no columns to read.</returns>
    public CsvLayout? Read(BlockCutter cutter)
    {
        var delimiter = cutter.Delimiter!.Value;
        var bytes = cutter.PeekRecord(out var whole);
        if (!whole) return Refuse(bytes, $"a header of at most {Math.Max(options.MaxRecordBytes, options.BatchBytes)} bytes; this one is longer, or a quote is not closed");
        var block = new HeaderRecord(bytes, delimiter, options.MaxColumns);
        if (block.FieldCount == 0) return Refuse(default, "a header with the columns' names");
        var record = bytes[..block.Length];
        if (block.FieldCount > options.MaxColumns) return Refuse(record, $"at most {options.MaxColumns} columns; the header has {block.FieldCount}");
        var names = new string[block.FieldCount];
        for (var i = 0; i < names.Length; i++) names[i] = Name(bytes.Slice(block.Fields[i].Start, block.Fields[i].Length), block.Fields[i], i, names);
        var layout = Layout(names, delimiter);
        cutter.Skip(block.Next);
        cutter.SkipsBlanks = names.Length > 1;
        return layout;
    }

    private CsvLayout Layout(string[] names, byte delimiter)
    {
        var types = new ColumnType?[names.Length];
        var absent = new List<CsvColumn>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++) places.TryAdd(names[i], i);
        foreach (var column in options.Columns)
        {
            if (places.TryGetValue(column.Name, out var index)) types[index] = column.Type;
            else absent.Add(column);
        }

        var header = absent.Count == 0 ? [] : Encoding.UTF8.GetBytes(string.Join((char)delimiter, names));
        foreach (var column in absent) Wrong(column.Name, header, $"a column named '{column.Name}'");
        return new CsvLayout(names, types, absent, delimiter, options);
    }

    private string Name(ReadOnlySpan<byte> raw, FieldRange field, int index, string[] before)
    {
        var name = Encoding.UTF8.GetString(raw);
        if (field.Escaped) name = name.Replace("\"\"", "\"", StringComparison.Ordinal);
        var given = $"column {index + 1}";
        if (!Utf8.IsValid(raw)) Wrong(given, raw, "a name in UTF-8");
        else if (name.Length > 0 && Array.IndexOf(before, name, 0, index) < 0 && !field.Broken) return name;
        else Wrong(given, raw, "a name that is not empty and not used twice");
        while (Array.IndexOf(before, given, 0, index) >= 0) given += "'";
        return given;
    }

    private CsvLayout? Refuse(ReadOnlySpan<byte> text, string expected)
    {
        Wrong(null, text, expected);
        return null;
    }

    private void Wrong(string? column, ReadOnlySpan<byte> text, string expected) => problems.Add(column, text, expected);
}
