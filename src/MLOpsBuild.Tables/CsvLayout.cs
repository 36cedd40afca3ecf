using System.Text;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables;

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
