using System.Text;

namespace MLOpsBuild.Tables.Csv;

/// <summary>The columns of one file: names from the header, types declared or to be guessed.</summary>
internal sealed class CsvLayout
{
    private readonly byte[][] _missing;
    private readonly int _maxField;
    private byte[] _scratch = [];

    public CsvLayout(string[] header, CsvOptions options, ProblemList problems)
    {
        Names = header;
        Delimiter = (byte)options.Delimiter;
        Fields = new FieldRange[header.Length];
        _missing = [.. options.MissingSpellings.Select(Encoding.UTF8.GetBytes)];
        _maxField = options.MaxFieldBytes;
        Types = new ColumnType?[header.Length];
        Guesses = new TypeGuess?[header.Length];
        var absent = new List<CsvColumn>();
        foreach (var column in options.Columns)
        {
            var index = Array.IndexOf(header, column.Name);
            if (index >= 0) Types[index] = column.Type;
            else absent.Add(column);
        }

        foreach (var column in absent) problems.Wrong(1, column.Name, Encoding.UTF8.GetBytes(string.Join(options.Delimiter, header)), $"a column named '{column.Name}'");
        Absent = absent;
        for (var i = 0; i < header.Length; i++) Guesses[i] = Types[i] is null ? new TypeGuess() : null;
    }

    public string[] Names { get; }

    public int Width => Names.Length;

    public byte Delimiter { get; }

    public FieldRange[] Fields { get; }

    public ColumnType?[] Types { get; }

    public TypeGuess?[] Guesses { get; }

    /// <summary>True when a column's type was not declared.</summary>
    public bool MustGuess => Guesses.Any(g => g is not null);

    /// <summary>Declared columns that the header does not name.</summary>
    public IReadOnlyList<CsvColumn> Absent { get; }

    public bool IsTooLong(in FieldRange field) => field.Length > _maxField;

    /// <summary>True for an empty field without quotes, and for the declared spellings.</summary>
    public bool IsMissing(in FieldRange field, ReadOnlySpan<byte> raw)
    {
        if (field.Quoted) return false;
        if (raw.IsEmpty) return true;
        foreach (var spelling in _missing)
        {
            if (raw.SequenceEqual(spelling)) return true;
        }

        return false;
    }

    /// <summary>The field's value with its quotes undone; valid until the next call.</summary>
    public ReadOnlySpan<byte> Unescape(in FieldRange field, ReadOnlySpan<byte> raw)
    {
        if (!field.Escaped) return raw;
        if (_scratch.Length < raw.Length) _scratch = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _scratch[length++] = raw[i];
            if (raw[i] == '"' && i + 1 < raw.Length && raw[i + 1] == '"') i++;
        }

        return _scratch.AsSpan(0, length);
    }
}
