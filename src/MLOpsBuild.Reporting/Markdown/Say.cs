using MLOpsBuild.Content;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>Values that several parts show alike.</summary>
internal static class Say
{
    /// <summary>A verdict as a sign and a word.</summary>
    public static Inline Verdict(Verdict? verdict) => verdict switch
    {
        null => Inline.Empty,
        Verdicts.Verdict.Pass => "✅ pass",
        Verdicts.Verdict.Hold => "⏸️ hold",
        Verdicts.Verdict.Fail => "❌ fail",
        _ => "⚠️ error",
    };

    /// <summary>A digest in short, with all of it behind.</summary>
    public static Inline Digest(Digest? digest) => digest is { } d ? Inline.Titled(Inline.Code(d.Short), d.ToString()) : Inline.Empty;

    public static Inline Number(double? value) => value is null ? Inline.Empty : Numbers.Significant(value);

    public static Inline Count(long value) => value == 0 ? Inline.Empty : Numbers.Count(value);

    /// <summary>A bar of up to ten blocks.</summary>
    public static Inline Bar(double value, double most) =>
        value > 0 && most > 0 && double.IsFinite(value / most)
            ? Inline.Code(new string('█', Math.Max(1, (int)Math.Round(Math.Clamp(value / most, 0, 1) * 10))))
            : Inline.Empty;

    public static Inline Finding(Finding finding, Bounds bounds)
    {
        Inline sign = finding.Severity switch
        {
            Severity.Error => "❌",
            Severity.Warning => "⚠️",
            _ => "ℹ️",
        };
        var place = finding.Place is null ? Inline.Empty : Inline.Space + Inline.Code(finding.Place, bounds.Words);
        return sign + Inline.Space + Inline.Code(finding.Rule, bounds.Words) + Inline.Space + Inline.Text(finding.Message, bounds.Words) + place;
    }

    /// <summary>The findings as a list, cut to the bounds.</summary>
    public static IReadOnlyList<Inline> Findings(IReadOnlyList<Finding> findings, Bounds bounds) =>
    [
        .. findings.Take(bounds.Rows).Select(f => Finding(f, bounds)),
        .. findings.Count > bounds.Rows ? [Inline.Text($"… and {Numbers.Count(findings.Count - bounds.Rows)} more.")] : Array.Empty<Inline>(),
    ];
}
