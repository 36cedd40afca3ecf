using System.Text;

namespace MLOpsBuild.Documents.Text;

/// <summary>A table for terminals and logs: columns padded to their widest cell, no colours, no control characters.</summary>
public sealed class TextTable
{
    private const string Gap = "  ";
    private readonly (string Title, Alignment Alignment)[] _columns;
    private readonly List<string[]> _rows = [];

    /// <summary>An empty table with these columns.</summary>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public TextTable(params (string Title, Alignment Alignment)[] columns)
    {
        if (columns.Length == 0) throw new ArgumentException("A table has at least one column.", nameof(columns));
        _columns = columns;
    }

    /// <summary>Adds one row; its words are put on one line.</summary>
    /// <exception cref="ArgumentException">It has not one cell per column.</exception>
    public TextTable Add(params string?[] cells)
    {
        if (cells.Length != _columns.Length) throw new ArgumentException($"The row has {cells.Length} cells; the table has {_columns.Length} columns.", nameof(cells));
        _rows.Add(Array.ConvertAll(cells, cell => PlainText.Line(cell ?? "")));
        return this;
    }

    /// <summary>The lines with the columns' titles first, none longer than <paramref name="width"/> characters; columns that no row fills are left out.</summary>
    /// <param name="width">At least 20. The last column gives way first.</param>
    public IReadOnlyList<string> Lines(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 20);
        int[] shown = [.. Enumerable.Range(0, _columns.Length).Where(c => c == 0 || _rows.Exists(row => row[c].Length > 0))];
        string[] titles = [.. _columns.Select(c => c.Title)];
        int[] widths = [.. shown.Select(c => _rows.Append(titles).Max(row => row[c].Length))];
        return _rows.Count == 0 ? [] : [.. _rows.Prepend(titles).Select(row => PlainText.Clip(Line(row, shown, widths), width))];
    }

    private string Line(string[] row, int[] shown, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < shown.Length; i++)
        {
            if (i > 0) line.Append(Gap);
            var cell = row[shown[i]];
            line.Append(_columns[shown[i]].Alignment == Alignment.Right ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        }

        return line.ToString().TrimEnd();
    }
}
