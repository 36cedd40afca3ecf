using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using MLOpsBuild.Verdicts;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>A verdict as a word, a shape and a colour: any one of the three is enough to tell it.</summary>
internal static class Badge
{
    public static HtmlElement Of(Verdict verdict) => El("span", Icon(verdict, 14), VerdictWords.Of(verdict)).Class("badge " + VerdictWords.Of(verdict));

    public static HtmlElement? Of(Verdict? verdict) => verdict is { } v ? Of(v) : null;

    public static Tone Tone(Verdict? verdict) => verdict switch
    {
        null => Documents.Charts.Tone.Neutral,
        Verdict.Pass => Documents.Charts.Tone.Good,
        Verdict.Hold => Documents.Charts.Tone.Waiting,
        Verdict.Fail => Documents.Charts.Tone.Bad,
        _ => Documents.Charts.Tone.Broken,
    };

    /// <summary>A tick in a disc, a pause in a square, a cross in an octagon, an exclamation mark in a triangle.</summary>
    public static HtmlElement Icon(Verdict verdict, int size)
    {
        var (shape, sign) = verdict switch
        {
            Verdict.Pass => ("M8 0.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0 -15Z", "M4.4 8.3L7 10.9L11.8 5.6"),
            Verdict.Hold => ("M3.5 1h9a2.5 2.5 0 0 1 2.5 2.5v9a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-9a2.5 2.5 0 0 1 2.5 -2.5Z", "M6 5v6M10 5v6"),
            Verdict.Fail => ("M5 0.8h6l4.2 4.2v6l-4.2 4.2h-6l-4.2 -4.2v-6Z", "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"),
            _ => ("M8 0.8l7.6 13.6a0.6 0.6 0 0 1 -0.5 0.9h-14.2a0.6 0.6 0 0 1 -0.5 -0.9Z", "M8 5.4v4.4M8 12.2v0.5"),
        };
        return El("svg", El("path").With(("class", "shape"), ("d", shape)), El("path").With(("class", "sign"), ("d", sign)))
            .With(("class", "icon"), ("viewBox", "0 0 16 16"), ("width", $"{size}"), ("height", $"{size}"), ("aria-hidden", "true"), ("focusable", "false"));
    }
}
