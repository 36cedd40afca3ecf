using System.Text;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Fields;

/// <summary>What is known about a file before its records are read: the columns' names and types, and what the options say about fields. Immutable.</summary>
internal sealed class CsvLayout
{
    private readonly byte[][] _missing;

    public CsvLayout(string[] names, ColumnType?[] types, IReadOnlyList<CsvColumn> absent, byte delimiter, CsvOptions options)
    {
        Names = names;
        Types = types;
        Absent = absent;
        Delimiter = delimiter;
        Options = options;
        _missing = [.. options.MissingSpellings.Select(Encoding.UTF8.GetBytes).Where(s => s.Length > 0)];
        // A spelling like -999 would be read as a number by the fast ways, and a tiny limit be overlooked.
        Numbers = NumberFormat.Of(options.DecimalMark, options.ThousandsMark);
        var times = TimeFormats.Of(options.TimeFormats);
        Times = new TimeFormats?[names.Length];
        Array.Fill(Times, times);
        foreach (var column in options.Columns.Where(c => c.TimeFormats.Count > 0))
        {
            var index = Array.IndexOf(names, column.Name);
            if (index >= 0) Times[index] = TimeFormats.Of(column.TimeFormats);
        }

        NeedsCare = options.MaxFieldBytes < 64 || _missing.Any(s => s[0] is (byte)'-' or (byte)'+' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'));
    }

    public string[] Names { get; }

    public int Width => Names.Length;

    /// <summary>The types, null where they are to be inferred.</summary>
    public ColumnType?[] Types { get; }

    /// <summary>Declared columns that the header does not name.</summary>
    public IReadOnlyList<CsvColumn> Absent { get; }

    public byte Delimiter { get; }

    public CsvOptions Options { get; }

    /// <summary>The form of numbers; null for the usual one.</summary>
    public NumberFormat? Numbers { get; }

    /// <summary>The form of each column's times; null for ISO 8601.</summary>
    public TimeFormats?[] Times { get; }

    /// <summary>The form of the times under any name.</summary>
    public TimeFormats? TimesOf(string name)
    {
        var declared = Options.Columns.FirstOrDefault(c => c.Name == name)?.TimeFormats ?? [];
        return TimeFormats.Of(declared.Count > 0 ? declared : Options.TimeFormats);
    }

    /// <summary>True when every field has to be looked at for more than its type.</summary>
    public bool NeedsCare { get; }

    public bool HasSpellings => _missing.Length > 0;

    public bool MustInfer => Array.IndexOf(Types, null) >= 0;

    /// <summary>The same file with all types known.</summary>
    public CsvLayout With(ColumnType[] types) => new(Names, [.. types.Select(t => (ColumnType?)t)], Absent, Delimiter, Options);

    public bool IsTooLong(in FieldRange field) => field.Length > Options.MaxFieldBytes;

    /// <summary>True for an empty field without quotes, and for the declared spellings.</summary>
    public bool IsMissing(in FieldRange field, ReadOnlySpan<byte> raw) => !field.Quoted && (raw.IsEmpty || IsSpelling(raw));

    public bool IsSpelling(ReadOnlySpan<byte> raw)
    {
        foreach (var spelling in _missing)
        {
            if (raw.SequenceEqual(spelling)) return true;
        }

        return false;
    }
}
