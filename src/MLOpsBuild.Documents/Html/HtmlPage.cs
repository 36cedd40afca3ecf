using System.Text;

namespace MLOpsBuild.Documents.Html;

/// <summary>A whole page in one file: no script, nothing loaded, and a content security policy that would stop both.</summary>
public static class HtmlPage
{
    /// <summary>The file's text; well-formed as HTML and, apart from its document type, as XML.</summary>
    public static string Write(string title, Stylesheet style, HtmlElement body)
    {
        if (body.Name != "body") throw new ArgumentException($"A page's body is <body>, not <{body.Name}>.", nameof(body));
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '")
            .Append(style.Hash)
            .Append("'; base-uri 'none'; form-action 'none'\" />\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\" />\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\" />\n");
        HtmlWriter.Write(text, HtmlElement.El("title", PlainText.Line(title)));
        text.Append("<style>").Append(style.Css).Append("</style>\n</head>\n");
        HtmlWriter.Write(text, body);
        return text.Append("</html>\n").ToString();
    }
}
