using System.Text;

namespace MLOpsBuild.Documents.Markdown;

/// <summary>A table with aligned columns.</summary>
public sealed class MarkdownTable
{
    private readonly (string Title, Alignment Alignment)[] _columns;
    private readonly List<Inline[]> _rows = [];

    /// <summary>An empty table with these columns.</summary>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public MarkdownTable(params (string Title, Alignment Alignment)[] columns)
    {
        if (columns.Length == 0) throw new ArgumentException("A table has at least one column.", nameof(columns));
        _columns = columns;
    }

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<IReadOnlyList<Inline>> Rows => _rows;

    /// <summary>Adds one row.</summary>
    /// <exception cref="ArgumentException">It has not one cell per column.</exception>
    public MarkdownTable Add(params Inline[] cells)
    {
        if (cells.Length != _columns.Length) throw new ArgumentException($"The row has {cells.Length} cells; the table has {_columns.Length} columns.", nameof(cells));
        _rows.Add(cells);
        return this;
    }

    /// <summary>The Markdown, without a line break at its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Row(text, _columns.Select(c => Inline.Text(c.Title).ToString()));
        Row(text.Append('\n'), _columns.Select(c => c.Alignment switch
        {
            Alignment.Right => "---:",
            Alignment.Centre => ":---:",
            _ => ":---",
        }));
        foreach (var row in _rows) Row(text.Append('\n'), row.Select(cell => cell.ToString()));
        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |");
}
