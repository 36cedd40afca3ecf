using System.Globalization;
using System.Text;

namespace MLOpsBuild.Tables.Fields;

/// <summary>What is wrong with a field or record.</summary>
internal enum CsvFault
{
    /// <summary>The record has too many or too few fields.</summary>
    Ragged,

    /// <summary>A quoted field does not end as it should.</summary>
    Quotes,

    /// <summary>The field is longer than allowed.</summary>
    Long,

    /// <summary>The field is not of the column's type.</summary>
    Type,

    /// <summary>The record is longer than allowed.</summary>
    Record,

    /// <summary>The line is no JSON object.</summary>
    Json,

    /// <summary>A key occurs twice.</summary>
    Twice,

    /// <summary>A key is not declared.</summary>
    Unknown,
}

/// <summary>One fault of a block, told by place: a message is made only for those that are kept.</summary>
/// <param name="Row">The row in the block.</param>
/// <param name="Column">The column; −1 for the record.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Start">Where the text begins.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Found">The number of fields that were found.</param>
internal readonly record struct CsvNote(int Row, int Column, CsvFault Fault, int Start, int Length, int Found) : IComparable<CsvNote>
{
    public int CompareTo(CsvNote other) => Row != other.Row ? Row.CompareTo(other.Row) : Column.CompareTo(other.Column);
}

/// <summary>Counts all faults of a block and keeps the first ones by row and column, in whatever order the columns are read.</summary>
internal sealed class CsvNotes(int max)
{
    private readonly List<CsvNote> _kept = [];

    public long Count { get; private set; }

    public void Clear()
    {
        _kept.Clear();
        Count = 0;
    }

    public void Add(in CsvNote note)
    {
        Count++;
        _kept.Add(note);
        if (_kept.Count >= 4L * Math.Max(max, 64)) Trim();
    }

    /// <summary>The first faults, in file order.</summary>
    public IReadOnlyList<CsvNote> Sorted()
    {
        Trim();
        return _kept;
    }

    private void Trim()
    {
        _kept.Sort();
        if (_kept.Count > max) _kept.RemoveRange(max, _kept.Count - max);
    }
}

/// <summary>Makes messages of faults.</summary>
internal static class CsvMessages
{
    private const int ShownBytes = 80;

    public static CsvProblem Problem(string file, long row, string? column, ReadOnlySpan<byte> text, string expected)
    {
        var shown = Show(text);
        var place = column is null ? $"{file}, row {row}" : $"{file}, row {row}, column '{column}'";
        return new CsvProblem(file, row, column, shown, expected, $"{place}: found '{shown}', expected {expected}.");
    }

    /// <summary>The text in a form that is safe and short enough for a message.</summary>
    private static string Show(ReadOnlySpan<byte> text)
    {
        var cut = text.Length > ShownBytes;
        var builder = new StringBuilder();
        foreach (var c in Encoding.UTF8.GetString(cut ? text[..ShownBytes] : text))
        {
            if (char.IsControl(c)) builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else builder.Append(c);
        }

        return cut ? builder.Append(CultureInfo.InvariantCulture, $"… ({text.Length} bytes)").ToString() : builder.ToString();
    }
}
