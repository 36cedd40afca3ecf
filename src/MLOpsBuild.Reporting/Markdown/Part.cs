using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>How much a report may show.</summary>
/// <param name="Rows">The most rows of a table or items of a list.</param>
/// <param name="Words">The most characters of a text out of data.</param>
internal sealed record Bounds(int Rows, int Words);

/// <summary>One part of the report.</summary>
/// <param name="Order">How much it matters: the greatest is folded first, and goes first when space is short.</param>
/// <param name="Name">What it is called where it was left out.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Aside">What stands beside the heading while it is folded.</param>
/// <param name="Content">Its text.</param>
/// <param name="Clipped">Whether rows are missing.</param>
/// <param name="IsOpen">Whether it can be read without opening it.</param>
internal sealed record Part(int Order, string Name, string Title, string Aside, MarkdownDocument Content, bool Clipped, bool IsOpen)
{
    /// <summary>Its text with its heading.</summary>
    public MarkdownDocument Document => IsOpen ? new MarkdownDocument().Heading(3, Title).Append(Content) : new MarkdownDocument().Details(Title, Aside, Content);

    /// <summary>A part that stays open while there is room.</summary>
    public static Part Open(int order, string name, string title, MarkdownDocument content, bool clipped, string aside = "") =>
        new(order, name, title, aside, content, clipped, IsOpen: true);

    /// <summary>A part that a reader opens.</summary>
    public static Part Folded(int order, string name, string title, string aside, MarkdownDocument content, bool clipped) =>
        new(order, name, title, aside, content, clipped, IsOpen: false);

    /// <summary>A count with its word: <c>1 change</c>, <c>2 changes</c>.</summary>
    public static string Count(int count, string word, string? words = null) => $"{Numbers.Count(count)} {(count == 1 ? word : words ?? word + "s")}";

    /// <summary>A table without the columns that no row fills, cut to the bounds.</summary>
    public static MarkdownDocument Table<T>(
        Bounds bounds, IReadOnlyList<T> rows, out bool clipped, params (string Title, Alignment Alignment, Func<T, Inline> Cell)[] columns)
    {
        clipped = rows.Count > bounds.Rows;
        var cells = rows.Take(bounds.Rows).Select(row => columns.Select(c => c.Cell(row)).ToArray()).ToList();
        var filled = Enumerable.Range(0, columns.Length).Where(i => i == 0 || cells.Exists(row => !row[i].IsEmpty)).ToArray();
        var table = new MarkdownTable([.. filled.Select(i => (columns[i].Title, columns[i].Alignment))]);
        foreach (var row in cells) table.Add([.. filled.Select(i => row[i].IsEmpty ? Numbers.None : row[i])]);
        var document = new MarkdownDocument().Table(table);
        if (clipped) document.Paragraph($"… and {Numbers.Count(rows.Count - bounds.Rows)} more.");
        return document;
    }
}
