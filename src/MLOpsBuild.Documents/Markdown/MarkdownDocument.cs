using System.Text;

namespace MLOpsBuild.Documents.Markdown;

/// <summary>A Markdown document, written block after block. Blocks are separated by blank lines; lines end in LF.</summary>
/// <remarks>Not thread safe. Every method returns the document, so that blocks can be chained.</remarks>
public sealed class MarkdownDocument
{
    private readonly StringBuilder _text = new();

    /// <summary>How long the document is so far, in UTF-16 characters.</summary>
    public int Length => _text.Length;

    /// <summary>A heading of level 1 to 6.</summary>
    public MarkdownDocument Heading(int level, Inline text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 6);
        return Block($"{new string('#', level)} {text}");
    }

    /// <summary>A paragraph; nothing when it is empty.</summary>
    public MarkdownDocument Paragraph(Inline text) => text.IsEmpty ? this : Block(text.ToString());

    /// <summary>A quotation that stands out.</summary>
    public MarkdownDocument Quote(Inline text) => Block($"> {text}");

    /// <summary>A bulleted list; nothing when there are no items.</summary>
    public MarkdownDocument Bullets(IReadOnlyList<Inline> items) =>
        items.Count == 0 ? this : Block(string.Join('\n', items.Select(item => $"- {item}")));

    /// <summary>A table; nothing when there are no rows.</summary>
    public MarkdownDocument Table(MarkdownTable table) => table.Rows.Count == 0 ? this : Block(table.ToString());

    /// <summary>A fenced block of code, whatever it contains.</summary>
    /// <param name="language">What it is highlighted as: letters only, for example <c>sh</c>.</param>
    /// <param name="code">The text; its line breaks stay.</param>
    /// <param name="maxLength">What exceeds this many characters is cut.</param>
    /// <exception cref="ArgumentException">The language is not a plain word.</exception>
    public MarkdownDocument Code(string language, string code, int maxLength = 4000)
    {
        if (!language.All(char.IsAsciiLetterOrDigit)) throw new ArgumentException($"'{language}' is not a plain word.", nameof(language));
        var clean = PlainText.Lines(code, maxLength).TrimEnd('\n');
        var fence = new string('`', Math.Max(3, MarkdownEscape.LongestRun(clean) + 1));
        return Block($"{fence}{language}\n{clean}\n{fence}");
    }

    /// <summary>A part that a reader opens when it matters.</summary>
    /// <param name="title">The words that stay visible.</param>
    /// <param name="aside">What stays visible after them; may be empty.</param>
    /// <param name="content">What it hides.</param>
    /// <param name="open">Whether it starts open.</param>
    public MarkdownDocument Details(string title, string aside, MarkdownDocument content, bool open = false)
    {
        if (content.Length == 0) return this;
        // GitHub reads no Markdown inside the summary: it is HTML, and so is its escaping.
        var summary = $"<b>{MarkdownEscape.Html(PlainText.Line(title))}</b>" + (aside.Length == 0 ? "" : " · " + MarkdownEscape.Html(PlainText.Line(aside)));
        return Block($"<details{(open ? " open" : "")}>\n<summary>{summary}</summary>\n\n{content.ToString().TrimEnd('\n')}\n\n</details>");
    }

    /// <summary>All blocks of another document.</summary>
    public MarkdownDocument Append(MarkdownDocument other) => other.Length == 0 ? this : Block(other.ToString().TrimEnd('\n'));

    /// <summary>The document, with one LF at its end.</summary>
    public override string ToString() => _text.ToString();

    private MarkdownDocument Block(string block)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(block).Append('\n');
        return this;
    }
}
