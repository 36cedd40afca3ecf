using System.Text;

namespace MLOpsBuild.Cli.Output;

/// <summary>A table as aligned text without borders: for files, pipes and logs.</summary>
internal static class PlainGrid
{
    private const string Gap = "  ";

    /// <summary>One line a row, headings first; no line has blanks at its end.</summary>
    public static IReadOnlyList<string> Format(Grid grid)
    {
        var widths = grid.Columns.Select((column, i) => grid.Rows.Select(row => SafeText.Of(row[i]).Length).Append(column.Heading.Length).Max()).ToArray();
        return [Line(grid, [.. grid.Columns.Select(c => c.Heading)], widths), .. grid.Rows.Select(row => Line(grid, row, widths))];
    }

    private static string Line(Grid grid, IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) line.Append(Gap);
            var cell = SafeText.Of(cells[i]);
            line.Append(grid.Columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        }

        return line.ToString().TrimEnd();
    }
}
