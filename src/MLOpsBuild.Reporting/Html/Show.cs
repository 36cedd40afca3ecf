using MLOpsBuild.Content;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Verdicts;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>Values that several parts show alike.</summary>
internal static class Show
{
    /// <summary>A digest in short, with all of it behind.</summary>
    public static HtmlElement? Digest(Digest? digest) =>
        digest is { } d ? El("code", d.Short).With(("class", "digest"), ("title", d.ToString())) : null;

    /// <summary>Words out of data, on one line.</summary>
    public static HtmlNode? Words(string? words) => string.IsNullOrWhiteSpace(words) ? null : PlainText.Line(words, 600);

    /// <summary>A name out of code or data.</summary>
    public static HtmlElement Name(string name) => El("span", PlainText.Line(name, 160)).Class("id");

    /// <summary>A number; nothing when there is none.</summary>
    public static HtmlNode? Number(double? value) => value is null ? null : Numbers.Significant(value);

    /// <summary>A count; nothing when there is none.</summary>
    public static HtmlNode? Count(long value) => value == 0 ? null : Numbers.Count(value);

    /// <summary>What a check found, each with its weight in words.</summary>
    public static HtmlElement? Findings(IReadOnlyList<Finding> findings) => findings.Count == 0 ? null : El("ul",
        [.. findings.Select(f => El("li",
            El("span", f.Severity.ToString().ToLowerInvariant()).Class("weight " + f.Severity.ToString().ToLowerInvariant()),
            " ", Name(f.Rule), " ", El("span", PlainText.Line(f.Message, 600)),
            f.Place is null ? null : El("code", PlainText.Line(f.Place, 160)).Class("place")))]).Class("findings");

    /// <summary>Commands to copy; a narrow window scrolls them, by keyboard too.</summary>
    public static HtmlElement Commands(IReadOnlyList<string> commands, string name) =>
        El("pre", El("code", string.Join('\n', commands.Select(c => PlainText.Line(c, 2000))))).With(("tabindex", "0"), ("role", "group"), ("aria-label", name));

    /// <summary>A table without the columns that no row fills; gaps in the others are marked.</summary>
    public static HtmlElement Table<T>(string caption, IReadOnlyList<T> rows, params (string Title, Alignment Alignment, Func<T, HtmlNode?> Cell)[] columns)
    {
        var cells = rows.Select(row => columns.Select(c => c.Cell(row)).ToArray()).ToList();
        var filled = Enumerable.Range(0, columns.Length).Where(i => i == 0 || cells.Exists(row => row[i] is not null)).ToArray();
        var table = new HtmlTable(caption, [.. filled.Select(i => (columns[i].Title, columns[i].Alignment))]);
        foreach (var row in cells) table.Add([.. filled.Select(i => row[i] ?? El("span", Numbers.None).Class("none"))]);
        return table.ToElement();
    }
}
