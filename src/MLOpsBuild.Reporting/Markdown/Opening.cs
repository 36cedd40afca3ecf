using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>The verdict, the answer and the model's identity: never folded, never left out.</summary>
internal static class Opening
{
    public static void Write(MarkdownDocument document, ReportModel model, Bounds bounds)
    {
        document.Heading(2, Inline.Text(model.Title, Math.Min(200, bounds.Words)));
        document.Quote(Inline.Strong(Say.Verdict(model.Verdict)) + Inline.Space + Inline.Text(model.Answer, bounds.Words * 2));
        document.Paragraph(Inline.Join(" · ",
        [
            Named("model", Say.Digest(model.Model)),
            Named("package", Say.Digest(model.Package)),
            Named("accepted before", Say.Digest(model.Accepted)),
            Named("pipeline", Inline.Code(model.Pipeline, 80)),
            Named("commit", Inline.Code(model.Commit is { } c ? PlainText.Clip(c, 13).TrimEnd('…') : null, 13)),
        ]));
    }

    private static Inline Named(string name, Inline value) => value.IsEmpty ? value : Inline.Text(name) + Inline.Space + value;
}
