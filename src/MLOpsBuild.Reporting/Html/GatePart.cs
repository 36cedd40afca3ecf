using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Verdicts;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>Each gate with its sentence, and its findings to be opened; those that matter are open.</summary>
internal static class GatePart
{
    public static Section? Write(ReportModel model) => model.Gates.Count == 0 ? null : new Section(
        "gates", "Gates", VerdictWords.Tally(model.Gates) + ".", [El("div", [.. model.Gates.Select(Row)]).Class("gates")]);

    private static HtmlElement Row(GateResult gate)
    {
        HtmlNode[] line = [Badge.Of(gate.Verdict), Show.Name(gate.Gate), El("span", PlainText.Line(gate.Summary, 600)).Class("summary")];
        if (gate.Findings.Count == 0) return El("div", line).Class("gate");
        var more = El("span", gate.Findings.Count == 1 ? "1 finding" : $"{Numbers.Count(gate.Findings.Count)} findings").Class("more");
        return El("details", El("summary", [.. line, more]).Class("gate"), Show.Findings(gate.Findings))
            .With(("open", gate.Verdict == Verdict.Pass ? null : "open"));
    }
}
