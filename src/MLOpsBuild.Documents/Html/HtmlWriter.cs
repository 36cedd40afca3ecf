using System.Text;

namespace MLOpsBuild.Documents.Html;

/// <summary>Turns nodes into markup that reads the same as HTML and as XML.</summary>
internal static class HtmlWriter
{
    public static string Write(HtmlNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    public static void Write(StringBuilder text, HtmlNode node)
    {
        switch (node)
        {
            case HtmlText words: Escape(text, words.Text); break;
            case HtmlFragment fragment:
                foreach (var child in fragment.Nodes) Write(text, child);
                break;
            case HtmlElement element: Element(text, element); break;
        }
    }

    private static void Element(StringBuilder text, HtmlElement element)
    {
        text.Append('<').Append(element.Name);
        foreach (var (name, value) in element.Attributes)
        {
            text.Append(' ').Append(name).Append("=\"");
            Escape(text, value);
            text.Append('"');
        }

        if (HtmlNames.IsVoid(element.Name))
        {
            text.Append(" />");
        }
        else
        {
            text.Append('>');
            // Line breaks go only where they show nothing, so that two versions of a document differ by lines.
            if (HtmlNames.IsContainer(element.Name) && element.Children.Count > 0) text.Append('\n');
            foreach (var child in element.Children) Write(text, child);
            text.Append("</").Append(element.Name).Append('>');
        }

        if (HtmlNames.IsBlock(element.Name)) text.Append('\n');
    }

    private static void Escape(StringBuilder text, string words)
    {
        foreach (var rune in PlainText.Lines(words, int.MaxValue).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                _ => text.Append(rune.ToString()),
            };
        }
    }
}
