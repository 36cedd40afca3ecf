using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.GitHub.Checks;

/// <summary>A gate's verdict as a check run shows it.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Conclusion">How it ended. A hold asks somebody to act, an error fails: neither counts as passed.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown.</param>
/// <param name="Annotations">Findings at lines of files, in the order of the findings.</param>
internal sealed record GateCheck(string Name, CheckConclusion Conclusion, string Title, string Summary, IReadOnlyList<CheckAnnotation> Annotations)
{
    /// <summary>More lines than this help nobody; the summary says that there are more.</summary>
    public const int MostAnnotations = 500;

    private const int SummaryRoom = 60_000;

    /// <summary>Name of this very content: the same findings are found again, others are another check run.</summary>
    public string ExternalId => "mlopsbuild:" + Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', [Name, Conclusion.ToString(), Title, Summary, .. Annotations.Select(a => a.ToString())])));

    public static GateCheck Of(string model, GateResult gate)
    {
        var placed = gate.Findings.Select(f => (Finding: f, Place: FilePlace.Find(f.Place))).Where(f => f.Place is not null).ToArray();
        return new GateCheck(
            $"{model} / {gate.Gate}",
            gate.Verdict switch { Verdict.Pass => CheckConclusion.Success, Verdict.Hold => CheckConclusion.ActionRequired, _ => CheckConclusion.Failure },
            PlainText.Line($"{gate.Verdict.ToString().ToLowerInvariant()}: {gate.Summary}", 250),
            SummaryOf(gate, placed.Length),
            [.. placed.Take(MostAnnotations).Select(f => Annotation(f.Finding, f.Place!))]);
    }

    private static string SummaryOf(GateResult gate, int placed)
    {
        var document = new MarkdownDocument().Paragraph(Inline.Text(gate.Summary, 2000));
        if (placed > MostAnnotations) document.Paragraph(Inline.Text($"{placed} findings have a place in a file; the first {MostAnnotations} are shown there."));
        List<Inline> lines = [];
        var room = SummaryRoom - document.Length;
        foreach (var finding in gate.Findings)
        {
            var line = Line(finding);
            room -= line.ToString().Length + 3;
            if (room < 0) break;
            lines.Add(line);
        }

        document.Bullets(lines);
        var left = gate.Findings.Count - lines.Count;
        return (left == 0 ? document : document.Paragraph(Inline.Text($"… and {left} more."))).ToString();
    }

    private static Inline Line(Finding finding)
    {
        var place = finding.Place is null ? Inline.Empty : Inline.Space + Inline.Code(finding.Place);
        return Inline.Strong(finding.Severity.ToString().ToLowerInvariant()) + Inline.Space + Inline.Code(finding.Rule) + Inline.Space + Inline.Text(finding.Message) + place;
    }

    // GitHub shows these as plain text; only their length is bounded, and what would reorder them is taken out.
    private static CheckAnnotation Annotation(Finding finding, FilePlace place) => new(
        place.Path,
        place.Line,
        place.Line,
        finding.Severity switch { Severity.Error => AnnotationLevel.Failure, Severity.Warning => AnnotationLevel.Warning, _ => AnnotationLevel.Notice },
        PlainText.Lines(finding.Message, 4000) is { Length: > 0 } message ? message : finding.Rule,
        PlainText.Line(finding.Rule, 250),
        place.Column,
        place.Column);
}
