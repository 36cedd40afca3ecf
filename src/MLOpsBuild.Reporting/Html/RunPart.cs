using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>How the model was made and measured, and how to do it again.</summary>
internal static class RunPart
{
    public static Section? LoadTests(ReportModel model) => model.LoadTests.Count == 0 ? null : new Section(
        "load",
        "Load",
        "",
        [Show.Table("Load tests", model.LoadTests,
            ("Test", Alignment.Left, l => El("span", PlainText.Line(l.Name, 160))),
            ("Rate", Alignment.Right, l => Numbers.Significant(l.Rate, 3) + " /s"),
            ("p50", Alignment.Right, l => Numbers.Duration(l.P50)),
            ("p99", Alignment.Right, l => Numbers.Duration(l.P99)),
            ("Requests", Alignment.Right, l => Numbers.Count(l.Requests)),
            ("Errors", Alignment.Right, l => Numbers.Count(l.Errors)),
            ("Duration", Alignment.Right, l => l.Duration is { } d ? Numbers.Duration(d) : null),
            ("Limit", Alignment.Left, l => Show.Words(l.Limit)),
            ("Verdict", Alignment.Left, l => Badge.Of(l.Verdict)))]);

    public static Section? Lineage(ReportModel model) => model.Lineage.Count == 0 ? null : new Section(
        "lineage",
        "Lineage",
        "Each step is a function of digests: the same inputs and code give the same outputs.",
        [El("ol", [.. model.Lineage.Select(Step)]).Class("lineage")]);

    public static Section? Timings(ReportModel model)
    {
        if (model.Timings.Count == 0) return null;
        var total = model.Timings.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Duration);
        var longest = model.Timings.Max(t => t.Duration.TotalSeconds);
        return new Section(
            "timings",
            "Time and cost",
            $"{Numbers.Duration(total)} of work; {model.Timings.Count(t => t.Cached)} of {model.Timings.Count} steps came from the cache.{Cost(model.Cost)}",
            [Show.Table("Steps", model.Timings,
                ("Step", Alignment.Left, t => Show.Name(t.Step)),
                ("Took", Alignment.Right, t => t.Cached ? El("span", "cached").Class("cached") : Numbers.Duration(t.Duration)),
                ("Allocated", Alignment.Right, t => t.Allocated is { } bytes ? Numbers.Bytes(bytes) : null),
                ("", Alignment.Left, t => longest > 0 ? ShareGlyph.Draw(Numbers.Duration(t.Duration), t.Duration.TotalSeconds, longest) : null),
                ("Why", Alignment.Left, t => Show.Words(t.Why)))]);
    }

    private static string Cost(RunCost? cost) => cost is null ? "" :
        $" The run took {Numbers.Duration(cost.Wall)} on {(cost.Threads == 1 ? "1 thread" : $"{Numbers.Count(cost.Threads)} threads")}{(cost.PeakMemory is { } peak ? $" and {Numbers.Bytes(peak)} of memory at most" : "")}.";

    public static Section? Environment(ReportModel model) => model.Environment.Count == 0 ? null : new Section(
        "environment",
        "Environment",
        "",
        [El("dl", [.. model.Environment.SelectMany(s => new[] { El("dt", PlainText.Line(s.Name, 120)), El("dd", PlainText.Line(s.Value, 600)) })]).Class("facts plain")]);

    public static Section? Reproduce(ReportModel model) => model.Reproduce.Count == 0 ? null : new Section(
        "reproduce",
        "Do it again",
        "These commands give the same bytes on any machine.",
        [Show.Commands(model.Reproduce, "Commands that repeat the run")]);

    private static HtmlElement Step(LineageStep step) => El("li",
        El("p", El("strong", Show.Name(step.Name)), step.Code is null ? null : El("span", "code ", Show.Digest(step.Code)).Class("aside")),
        El("div",
            El("div", [El("span", "reads").Class("role"), .. step.Inputs.Select(Named)]),
            El("div", [El("span", "writes").Class("role"), .. step.Outputs.Select(Named)])).Class("flow"));

    private static HtmlElement Named(NamedDigest named) => El("span", Show.Name(named.Name), " ", Show.Digest(named.Digest)).Class("chip");
}
