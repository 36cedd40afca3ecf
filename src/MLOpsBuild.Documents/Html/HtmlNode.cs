using System.Diagnostics.CodeAnalysis;

namespace MLOpsBuild.Documents.Html;

/// <summary>A piece of HTML or SVG. It can be made only of known elements and of text, and text is always escaped.</summary>
public abstract class HtmlNode
{
    private protected HtmlNode()
    {
    }

    /// <summary>Text; what is markup in it is shown, not obeyed. No text is no node.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator HtmlNode?(string? text) => text is null ? null : new HtmlText(text);

    /// <summary>Several nodes as one.</summary>
    public static HtmlNode Many(IEnumerable<HtmlNode> nodes) => new HtmlFragment([.. nodes]);

    /// <summary>The markup.</summary>
    public override string ToString() => HtmlWriter.Write(this);
}

internal sealed class HtmlText(string text) : HtmlNode
{
    public string Text { get; } = text;
}

internal sealed class HtmlFragment(HtmlNode[] nodes) : HtmlNode
{
    public IReadOnlyList<HtmlNode> Nodes { get; } = nodes;
}
