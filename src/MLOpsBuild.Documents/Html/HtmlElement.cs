namespace MLOpsBuild.Documents.Html;

/// <summary>An element of HTML or SVG with its attributes and children. Immutable.</summary>
/// <remarks>Only elements and attributes without behaviour exist here: no scripts, handlers, inline styles, frames, forms or addresses outside the document.</remarks>
public sealed class HtmlElement : HtmlNode
{
    private HtmlElement(string name, (string Name, string Value)[] attributes, HtmlNode[] children)
    {
        Name = name;
        Attributes = attributes;
        Children = children;
    }

    /// <summary>The element's name.</summary>
    public string Name { get; }

    internal IReadOnlyList<(string Name, string Value)> Attributes { get; }

    internal IReadOnlyList<HtmlNode> Children { get; }

    /// <summary>An element with children; those that are null are absent.</summary>
    /// <exception cref="ArgumentException">The element is not one of the harmless ones.</exception>
    public static HtmlElement El(string name, params ReadOnlySpan<HtmlNode?> children)
    {
        HtmlNames.RequireElement(name);
        List<HtmlNode> present = [];
        foreach (var child in children)
        {
            if (child is not null) present.Add(child);
        }

        return new HtmlElement(name, [], [.. present]);
    }

    /// <summary>The same element with more attributes; those whose value is null are absent.</summary>
    /// <exception cref="ArgumentException">An attribute is not one of the harmless ones, is there already, or <c>href</c> leaves the document.</exception>
    public HtmlElement With(params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        List<(string, string)> all = [.. Attributes];
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            HtmlNames.RequireAttribute(name, value);
            if (all.Exists(a => a.Item1 == name)) throw new ArgumentException($"<{Name}> has '{name}' already.", nameof(attributes));
            all.Add((name, value));
        }

        return new HtmlElement(Name, [.. all], [.. Children]);
    }

    /// <summary>The same element with a class (several with spaces between them).</summary>
    public HtmlElement Class(string? names) => With(("class", names));
}
