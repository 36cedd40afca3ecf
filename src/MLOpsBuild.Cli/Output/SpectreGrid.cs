using Spectre.Console;
using Spectre.Console.Rendering;

namespace MLOpsBuild.Cli.Output;

/// <summary>A table for a terminal, cut to its width by wrapping cells.</summary>
internal static class SpectreGrid
{
    private const int LeastOfSentence = 12;

    /// <summary>True when a terminal of this width can show the names of the table whole; else its lines are better left to the terminal.</summary>
    public static bool Fits(Grid grid, int width) => grid.Columns.Select((column, i) => Width(grid, i, column.Heading) + 2).Sum() <= width;

    public static Table Of(Grid grid)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < grid.Columns.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(grid.Columns[i].Heading, new Style(decoration: Decoration.Bold)))
            {
                Alignment = grid.Columns[i].IsNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, 1, 0),
                // Names and digests stay whole, so that they can be copied; sentences and times give way.
                NoWrap = IsName(grid, i),
            });
        }

        // Text, not markup: a name may hold brackets.
        foreach (var row in grid.Rows) table.AddRow(row.Select(cell => (IRenderable)new Text(SafeText.Of(cell))));
        return table;
    }

    private static bool IsName(Grid grid, int column) => grid.Rows.All(row => !row[column].Contains(' ', StringComparison.Ordinal));

    private static int Width(Grid grid, int column, string heading)
    {
        var widest = grid.Rows.Select(row => row[column].Length).Append(heading.Length).Max();
        return IsName(grid, column) ? widest : Math.Min(widest, LeastOfSentence);
    }
}
