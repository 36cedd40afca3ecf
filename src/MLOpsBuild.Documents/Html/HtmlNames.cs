using System.Collections.Frozen;

namespace MLOpsBuild.Documents.Html;

/// <summary>The elements and attributes that documents are made of. What is not listed cannot be written.</summary>
internal static class HtmlNames
{
    private static readonly FrozenSet<string> Containers = Set(
        "article body dl details div footer header main nav ol section table tbody tfoot thead tr ul svg g figure");

    private static readonly FrozenSet<string> Blocks = Set(
        "caption col colgroup dd dt figcaption h1 h2 h3 h4 h5 h6 hr li p pre summary td th " +
        "circle ellipse line path polyline polygon rect text desc title");

    private static readonly FrozenSet<string> Inlines = Set("a abbr b br code em i kbd samp small span strong sub sup time tspan var");

    private static readonly FrozenSet<string> Voids = Set("br col hr");

    private static readonly FrozenSet<string> Attributes = Set(
        "abbr aria-describedby aria-hidden aria-label aria-labelledby class colspan cx cy d datetime dominant-baseline dx dy focusable height href id " +
        "lang open points preserveAspectRatio r role rowspan rx ry scope span text-anchor title transform viewBox width x x1 x2 xmlns y y1 y2 tabindex");

    public static bool IsContainer(string name) => Containers.Contains(name);

    public static bool IsBlock(string name) => Containers.Contains(name) || Blocks.Contains(name);

    public static bool IsVoid(string name) => Voids.Contains(name);

    public static void RequireElement(string name)
    {
        if (!IsBlock(name) && !Inlines.Contains(name))
            throw new ArgumentException($"<{name}> is not an element of our documents.", nameof(name));
    }

    public static void RequireAttribute(string name, string value)
    {
        if (!Attributes.Contains(name)) throw new ArgumentException($"'{name}' is not an attribute of our documents.", nameof(name));
        if (name == "href" && !value.StartsWith('#') && !IsPageBeside(value))
            throw new ArgumentException($"'{PlainText.Clip(value, 80)}' leaves the document; links lead to a '#place' inside it, or to a 'page.html' beside it.", nameof(value));
    }

    // Nothing that could name a scheme, a host or another folder.
    private static bool IsPageBeside(string value) =>
        value.EndsWith(".html", StringComparison.Ordinal) && value.Length > ".html".Length && value[..^".html".Length].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
