using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Comparison;
using MLOpsBuild.Reporting.Runs;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Two runs as text.</summary>
internal static class RunComparisonText
{
    public static Reply Show(RunComparison c)
    {
        var body = new List<Block>
        {
            new Lines([$"first   {Head(c.First)}", $"second  {Head(c.Second)}"]),
            Section("Around it", c.Surroundings.Count, "the same"),
            Sides(c.Surroundings),
            Section("Parameters", c.Parameters.Count, "the same"),
            Sides(c.Parameters),
            Section("Data", c.Data.Count, "the same"),
            new Lines([.. c.Data.SelectMany(DataLines)]),
            Section("Steps", c.Steps.Count, "all of the same key"),
            Grid.Of(c.Steps, ("step", s => s.Step), ("differs by", s => string.Join("; ", s.Reasons))),
            Section("Metrics", c.Metrics.Count, "none"),
            Metrics(c),
            new Lines([.. c.WhyNotPaired is { } why ? (string[])[$"Not paired: {why}"] : []]),
        };
        if (RunCurves.Text(c) is { Count: > 0 } curves)
        {
            body.Add(new Lines(["", "Learning curves, on one scale"]));
            body.Add(new Lines(curves));
        }

        return new Reply(Json(c), [.. body.Where(b => b is not Grid { Rows.Count: 0 } and not Lines { Texts.Count: 0 })])
        {
            Essence = [.. c.Metrics.Where(m => m.Slice is null).Select(m => $"{m.Name} {Texts.Number(m.First)} {Texts.Number(m.Second)} {Word(m.Verdict)}")],
        };
    }

    private static string Head(RunRecord run) => $"{run.Id} of {run.Pipeline}, {Texts.Moment(run.Started)} UTC, {Texts.Seconds(run.Seconds)}{(run.Model is { } model ? $", model {model.Short}" : "")}{(run.State == RunState.Finished ? "" : $", {run.State.ToString().ToLowerInvariant()}")}";

    private static Lines Section(string title, int count, string none) => new(["", count == 0 ? $"{title}: {none}" : title]);

    private static Grid Sides(IReadOnlyList<TextDifference> differences) => Grid.Of(differences, ("", d => d.Name), ("first", d => d.First ?? ""), ("second", d => d.Second ?? ""));

    private static IEnumerable<string> DataLines(Pipelines.Runs.Comparison.DataDifference data)
    {
        yield return $"{data.Use} on {data.Dataset}: {(data.First == data.Second ? data.First : $"{data.First ?? "nothing"} → {data.Second ?? "nothing"}")}";
        foreach (var partition in data.Partitions)
        {
            yield return partition switch
            {
                { First: null, Second: { } added } => $"  + {partition.Name} {added.Short}",
                { First: { } removed, Second: null } => $"  - {partition.Name} {removed.Short}",
                _ => $"  ~ {partition.Name} {Short(partition.First)} → {Short(partition.Second)}",
            };
        }
    }

    private static string Short(Digest? digest) => digest?.Short ?? "";

    private static Grid Metrics(RunComparison c) => Grid.Of(
        c.Metrics.Where(m => m.Slice is null),
        ("metric", m => m.Name),
        ("first", m => Texts.Number(m.First)),
        ("second", m => Texts.Number(m.Second)),
        ("difference", m => m.Difference is { } d ? (d > 0 ? "+" : "") + Texts.Number(d) : ""),
        ("interval", m => MetricsText.Interval(m.Low, m.High)),
        ("p", m => m.PValue is { } p ? Texts.Number(p) : ""),
        ("second is", m => Word(m.Verdict)));

    private static string Word(MetricVerdict verdict) => RunCurves.Word(verdict);

    private static object Json(RunComparison c) => new
    {
        first = Summary(c.First),
        second = Summary(c.Second),
        c.Surroundings,
        c.Parameters,
        c.Data,
        c.Steps,
        metrics = c.Metrics.Select(m => new { m.Slice, m.Metric, m.Direction, m.First, m.Second, m.Difference, interval = m.Low is null ? null : new[] { m.Low, m.High }, m.PValue, m.Verdict }),
        c.WhyNotPaired,
        learningCurves = new { first = c.First.LearningCurves, second = c.Second.LearningCurves },
    };

    private static object Summary(RunRecord run) => new { run.Id, run.Pipeline, run.Kind, run.State, run.Started, run.Seconds, run.Commit, run.Branch, run.Dirty, run.Model, run.Package, run.Memory };
}
