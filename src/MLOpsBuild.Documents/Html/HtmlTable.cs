using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Documents.Html;

/// <summary>A table with aligned columns and a caption for those who do not see it.</summary>
public sealed class HtmlTable
{
    private readonly string _caption;
    private readonly (string Title, Alignment Alignment)[] _columns;
    private readonly List<HtmlElement> _rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="columns">A column without a title holds names where it is the first, and drawings elsewhere; those who do not see them are told so.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public HtmlTable(string caption, params (string Title, Alignment Alignment)[] columns)
    {
        if (columns.Length == 0) throw new ArgumentException("A table has at least one column.", nameof(columns));
        _caption = caption;
        _columns = columns;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row whose first cell is its heading.</summary>
    /// <exception cref="ArgumentException">It has not one cell per column.</exception>
    public HtmlTable Add(params HtmlNode?[] cells)
    {
        if (cells.Length != _columns.Length) throw new ArgumentException($"The row has {cells.Length} cells; the table has {_columns.Length} columns.", nameof(cells));
        var row = cells.Select((cell, i) => (HtmlNode?)Cell(i == 0 ? "th" : "td", i, cell).With(("scope", i == 0 ? "row" : null))).ToArray();
        _rows.Add(El("tr", row));
        return this;
    }

    /// <summary>The table inside a box that scrolls sideways when the window is narrow.</summary>
    public HtmlElement ToElement()
    {
        var head = _columns.Select((column, i) => (HtmlNode?)Cell("th", i, column.Title.Length > 0 ? column.Title : El("span", i == 0 ? "Name" : "Drawing").Class("unseen")).With(("scope", "col"))).ToArray();
        return El("div", El("table",
            El("caption", _caption).Class("unseen"),
            El("thead", El("tr", head)),
            El("tbody", [.. _rows])))
            // What scrolls must be within reach of a keyboard.
            .With(("class", "scroll"), ("tabindex", "0"));
    }

    private HtmlElement Cell(string name, int column, HtmlNode? content) => El(name, content).Class(_columns[column].Alignment switch
    {
        Alignment.Right => "num",
        Alignment.Centre => "mid",
        _ => null,
    });
}
