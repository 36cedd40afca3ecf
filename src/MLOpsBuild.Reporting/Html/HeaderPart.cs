using MLOpsBuild.Content;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Verdicts;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>What a reader with ten seconds sees: the verdict, the answer, and which model it is about.</summary>
internal static class HeaderPart
{
    public static HtmlElement Write(ReportModel model) => El("header",
        El("p", "Model report · " + PlainText.Line(model.Pipeline, 120)).Class("eyebrow"),
        El("h1", PlainText.Line(model.Title, 200)),
        El("div",
            Badge.Icon(model.Verdict, 40),
            El("div",
                El("p", Headline(model.Verdict)).Class("verdict-word"),
                El("p", PlainText.Line(model.Answer, 800)).Class("answer"))).Class("verdict " + VerdictWords.Of(model.Verdict)),
        Identity(model));

    private static string Headline(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "Pass",
        Verdict.Hold => "Hold: the evidence cannot decide",
        Verdict.Fail => "Fail",
        _ => "Error: a check could not be carried out",
    };

    private static HtmlElement? Identity(ReportModel model)
    {
        List<HtmlNode> facts = [.. Fact("Model", model.Model), .. Fact("Package", model.Package), .. Fact("Accepted before", model.Accepted)];
        if (model.Commit is { } commit) facts.AddRange([El("dt", "Commit"), El("dd", El("code", PlainText.Line(commit, 80)))]);
        return facts.Count == 0 ? null : El("dl", [.. facts]).Class("facts");
    }

    private static IEnumerable<HtmlNode> Fact(string name, Digest? digest) =>
        digest is { } d ? [El("dt", name), El("dd", El("code", El("b", "sha256:" + d.Short), d.Hex[12..]))] : [];
}
