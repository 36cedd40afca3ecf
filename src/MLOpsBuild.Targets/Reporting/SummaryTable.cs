using System.Globalization;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The table at the end of a build, as text for the console and as Markdown.</summary>
internal static class SummaryTable
{
    private const int MostTargetWidth = 34;

    /// <summary>The table's lines; none is longer than <paramref name="width"/>, unless a single word is.</summary>
    public static IReadOnlyList<(string Text, Style Style)> Lines(IReadOnlyList<TargetResult> results, int width)
    {
        var rows = results.Where(r => !r.Target.IsCollective).ToList();
        var name = Math.Clamp(rows.Select(r => r.Target.Name.Length).DefaultIfEmpty().Max() + 2, 16, MostTargetWidth);
        var verdict = Math.Clamp(rows.Select(r => VerdictOf(r).Length).DefaultIfEmpty().Max() + 2, 11, 20);
        var indent = name + verdict + 8 + 2;
        var lines = new List<(string, Style)>
        {
            (new string('═', width), Style.Plain),
            ("Target".PadRight(name) + "Verdict".PadRight(verdict) + "Duration  Why", Style.Plain),
            (new string('─', width), Style.Plain),
        };
        foreach (var row in rows)
        {
            var why = WordWrap.Lines(WhyOf(row), Math.Max(width - indent, 20));
            lines.Add(($"{row.Target.Name.PadRight(name)}{VerdictOf(row).PadRight(verdict)}{DurationOf(row.Duration),8}  {why[0]}".TrimEnd(), StyleOf(row.Status)));
            lines.AddRange(why.Skip(1).Select(w => (new string(' ', indent) + w, StyleOf(row.Status))));
        }

        lines.Add((new string('─', width), Style.Plain));
        return lines;
    }

    /// <summary>The table as Markdown, with a heading.</summary>
    public static string Markdown(IReadOnlyList<TargetResult> results, string outcome)
    {
        var rows = results.Where(r => !r.Target.IsCollective)
            .Select(r => $"| {Cell(r.Target.Name)} | {Cell(VerdictOf(r))} | {DurationOf(r.Duration)} | {Cell(WhyOf(r))} |\n");
        return $"### {outcome}\n\n| Target | Verdict | Duration | Why |\n|---|---|---:|---|\n{string.Concat(rows)}\n";
    }

    /// <summary>The reported word, where the target has ended by itself; else the status.</summary>
    public static string VerdictOf(TargetResult result) =>
        (result.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed) && result.Verdict is { } verdict ? verdict : result.Status.ToString();

    public static string DurationOf(TimeSpan? duration) => duration switch
    {
        null => "",
        { TotalSeconds: < 1 } => "< 1sec",
        { } time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}"),
    };

    private static string WhyOf(TargetResult result) => string.Join("; ", [result.Why, .. result.Pairs.Select(p => $"{p.Key}: {p.Value}")]);

    private static string Cell(string text) => text.ReplaceLineEndings(" ")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal);

    private static Style StyleOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => Style.Good,
        ExecutionStatus.Failed => Style.Bad,
        ExecutionStatus.NotRun or ExecutionStatus.Aborted => Style.Warning,
        _ => Style.Plain,
    };
}
