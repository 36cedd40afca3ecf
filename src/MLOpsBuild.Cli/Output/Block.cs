namespace MLOpsBuild.Cli.Output;

/// <summary>A part of what a command shows.</summary>
internal abstract record Block;

/// <summary>Lines of text.</summary>
internal sealed record Lines(params IReadOnlyList<string> Texts) : Block;

/// <summary>A table.</summary>
/// <param name="Columns">Its headings.</param>
/// <param name="Rows">Its cells: as many in each row as there are columns.</param>
internal sealed record Grid(IReadOnlyList<GridColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <summary>A table from values.</summary>
    public static Grid Of<T>(IEnumerable<T> items, params IReadOnlyList<(string Heading, Func<T, string> Cell)> columns)
    {
        var rows = items.Select(item => (IReadOnlyList<string>)[.. columns.Select(c => c.Cell(item))]).ToArray();
        return new Grid([.. columns.Select((c, i) => new GridColumn(c.Heading, rows.Length > 0 && rows.All(r => IsNumber(r[i]))))], rows);
    }

    private static bool IsNumber(string cell) => cell.Length == 0 || char.IsAsciiDigit(cell[0]) && cell.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or 'B' or 'k' or 'M' or 's');
}

/// <summary>A column's heading.</summary>
/// <param name="Heading">The words.</param>
/// <param name="IsNumber">True to align at the right.</param>
internal sealed record GridColumn(string Heading, bool IsNumber = false);
