using System.Text;

namespace MLOpsBuild.Documents.Markdown;

/// <summary>A run of GitHub-flavoured Markdown inside a paragraph or a cell. Text enters only escaped: there is no way in for markup from data.</summary>
/// <remarks>Escaped text mentions nobody, refers to no issue, and makes no link, image, HTML, emphasis or formula.</remarks>
public readonly record struct Inline
{
    private readonly string? _markdown;

    private Inline(string markdown) => _markdown = markdown;

    /// <summary>Nothing.</summary>
    public static Inline Empty => default;

    /// <summary>Whether it shows nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_markdown);

    /// <summary>Text as it is, at most <paramref name="maxLength"/> characters before escaping.</summary>
    public static Inline Text(string? text, int maxLength = PlainText.DefaultLength) =>
        string.IsNullOrEmpty(text) ? Empty : new Inline(MarkdownEscape.Text(PlainText.Line(text, maxLength)));

    /// <summary>A code span: names, digests and values that a reader copies.</summary>
    public static Inline Code(string? text, int maxLength = PlainText.DefaultLength) =>
        string.IsNullOrEmpty(text) ? Empty : new Inline(MarkdownEscape.CodeSpan(PlainText.Line(text, maxLength)));

    /// <summary>Strong emphasis.</summary>
    public static Inline Strong(Inline inner) => inner.IsEmpty ? inner : new Inline($"**{inner}**");

    /// <summary>Small print.</summary>
    public static Inline Small(Inline inner) => inner.IsEmpty ? inner : new Inline($"<sub>{inner}</sub>");

    /// <summary>Text with a tooltip; the digest in full behind its short form, for example.</summary>
    public static Inline Titled(Inline inner, string title) =>
        new($"<span title=\"{MarkdownEscape.Attribute(PlainText.Line(title))}\">{inner}</span>");

    /// <summary>One space; the ends of a text lose theirs.</summary>
    public static Inline Space { get; } = new(" ");

    /// <summary>The parts after one another with <paramref name="separator"/> between them.</summary>
    public static Inline Join(string separator, IEnumerable<Inline> parts)
    {
        var joined = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.IsEmpty) continue;
            if (joined.Length > 0) joined.Append(MarkdownEscape.Text(separator));
            joined.Append(part._markdown);
        }

        return new Inline(joined.ToString());
    }

    /// <summary>One after the other.</summary>
    public static Inline operator +(Inline left, Inline right) => new(left._markdown + right._markdown);

    /// <summary>Text, escaped.</summary>
    public static implicit operator Inline(string? text) => Text(text);

    /// <summary>The Markdown.</summary>
    public override string ToString() => _markdown ?? "";
}
