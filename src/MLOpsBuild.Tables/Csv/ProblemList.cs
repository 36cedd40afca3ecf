using System.Text;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Keeps the first problems and counts all.</summary>
internal sealed class ProblemList(string file, int max)
{
    private const int ShownBytes = 80;
    private readonly List<CsvProblem> _kept = [];

    public IReadOnlyList<CsvProblem> Kept => _kept;

    public long Count { get; private set; }

    /// <summary>Notes the problem that ends the reading: it is kept even when the list is full.</summary>
    public void Last(long row, ReadOnlySpan<byte> text, string expected)
    {
        if (_kept.Count >= max && max > 0) _kept.RemoveAt(_kept.Count - 1);
        Wrong(row, null, text, expected);
    }

    public void Wrong(long row, string? column, ReadOnlySpan<byte> text, string expected)
    {
        Count++;
        if (_kept.Count >= max) return;
        var shown = Show(text);
        var place = column is null ? $"{file}, row {row}" : $"{file}, row {row}, column '{column}'";
        _kept.Add(new CsvProblem(file, row, column, shown, expected, $"{place}: found '{shown}', expected {expected}."));
    }

    /// <summary>The text in a form that is safe and short enough for a message.</summary>
    private static string Show(ReadOnlySpan<byte> text)
    {
        var cut = text.Length > ShownBytes;
        var builder = new StringBuilder();
        foreach (var c in Encoding.UTF8.GetString(cut ? text[..ShownBytes] : text))
        {
            if (char.IsControl(c)) builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else builder.Append(c);
        }

        return cut ? builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"… ({text.Length} bytes)").ToString() : builder.ToString();
    }
}
