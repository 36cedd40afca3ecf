using System.Globalization;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs.Comparison;
using MLOpsBuild.Pipelines.Runs.Search;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Many runs as text.</summary>
internal static class RunsText
{
    /// <summary>Some runs with the columns that they were found and sorted by.</summary>
    public static Reply List(CommandCall call, RunSelection selection, string? where, IReadOnlyList<string> sort, int limit)
    {
        if (limit < 0) throw new ConfigurationException($"--limit {limit}: at least 0 is needed, which means all.");
        var found = selection.Where(where);
        var sorted = selection.Sort(found, sort);
        var shown = limit == 0 || limit >= sorted.Count ? sorted : [.. sorted.Take(limit)];
        string[] asked = selection.Runs.Count == 0 ? [] : [.. sort.Select(key => RunTable.SortKey(key).Name).Concat(where is null ? [] : selection.Table.NamesIn(where)).Distinct()];
        return new Reply(
            new { total = selection.Runs.Count, found = found.Count, runs = call.IsJson ? shown.Select(Json) : null },
            call.IsSilent ? new Lines() : Table(selection.Table, shown, asked))
        {
            Essence = [.. shown.Select(r => r.Id)],
            Notes = Notes(selection, found.Count, shown.Count),
        };
    }

    /// <summary>The best run.</summary>
    public static Reply Best(CommandCall call, RunSelection selection, string? where, string metric, string? direction)
    {
        if (!selection.Table.Metrics.Contains(metric)) throw new ConfigurationException($"No run has a metric '{metric}'. {NearestName.Hint(metric, selection.Table.Metrics)}");
        MetricDirection? wanted = direction is null ? null : direction == "higher" ? MetricDirection.Higher : MetricDirection.Lower;
        if (BestRun.Of(selection.Log, call.Session.Workspace.Store, selection.Where(where), metric, wanted) is not { } best) throw new ConfigurationException($"No run for which '{where}' holds has the metric '{metric}'.");
        RunSummary[] shown = [best.Best, .. best.Second is { } second ? (RunSummary[])[second] : []];
        var isTold = best.Verdict is MetricVerdict.Better or MetricVerdict.Worse;
        return new Reply(
            new
            {
                metric,
                direction = best.Direction.ToString().ToLowerInvariant(),
                best = Json(best.Best),
                second = best.Second is null ? null : Json(best.Second),
                isToldFromSecond = best.Interval is null ? (bool?)null : isTold,
                difference = best.Second is null ? null : best.Best.Metric(metric) - best.Second.Metric(metric),
                interval = best.Interval is { } range ? new[] { range.Low, range.High } : null,
                best.PValue,
                best.WhyNotPaired,
            },
            Table(selection.Table, shown, [metric]),
            new Lines(Sentence(best, isTold)))
        {
            Essence = [best.Best.Id],
            Notes = Notes(selection, 0, 0),
        };
    }

    /// <summary>A run for programs: numbers and texts by name.</summary>
    private static object Json(RunSummary run) => new
    {
        run.Id,
        run.Pipeline,
        run.Kind,
        run.State,
        run.Started,
        run.Seconds,
        run.Commit,
        run.Branch,
        run.Dirty,
        run.Toolchain,
        run.MachineClass,
        run.Model,
        run.Package,
        run.Steps,
        run.Ran,
        run.PeakWorkingSet,
        verdicts = run.Verdicts.ToDictionary(v => v.Key.ToString().ToLowerInvariant(), v => v.Value),
        parameters = run.Parameters.ToDictionary(),
        metrics = run.Metrics.ToDictionary(),
    };

    private static Grid Table(RunTable table, IReadOnlyList<RunSummary> runs, IReadOnlyList<string> asked)
    {
        var columns = new List<(string Heading, Func<RunSummary, string> Cell)> { ("run", r => r.Id), ("pipeline", r => r.Pipeline) };
        if (runs.Any(r => r.Kind is not null)) columns.Add(("kind", r => r.Kind ?? ""));
        if (runs.Any(r => r.State != Pipelines.Runs.RunState.Finished)) columns.Add(("state", r => r.State.ToString().ToLowerInvariant()));
        columns.Add(("took", r => Texts.Seconds(r.Seconds)));
        columns.Add(("ran", r => $"{r.Ran} of {r.Steps}"));
        columns.Add(("commit", r => r.Commit is { } commit ? commit[..Math.Min(8, commit.Length)] + (r.Dirty ? "+" : "") : ""));
        columns.Add(("model", r => r.Model?.Short ?? ""));
        columns.Add(("verdicts", Verdicts));
        columns.AddRange(asked.Where(name => columns.All(c => c.Heading != name)).Select(name => (name, (Func<RunSummary, string>)(r => Cell(table.Value(r, name))))));
        return Grid.Of(runs, [.. columns]);
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateTime time => Texts.Moment(new DateTimeOffset(time, TimeSpan.Zero)),
        _ => (string)value,
    };

    private static string Verdicts(RunSummary run) => string.Join(", ", run.Verdicts.Select(v => $"{v.Value} {v.Key.ToString().ToLowerInvariant()}"));

    private static string Sentence(BestRun best, bool isTold)
    {
        if (best.Second is not { } second) return $"{best.Best.Id} has the best {best.Metric}; no run of another model has it.";
        var difference = Texts.Number(Math.Abs(best.Best.Metric(best.Metric)!.Value - second.Metric(best.Metric)!.Value));
        var lead = $"{best.Best.Id} has the {(best.Direction == MetricDirection.Higher ? "highest" : "lowest")} {best.Metric}, {difference} before {second.Id}";
        if (best.Interval is not { } range) return $"{lead}. Whether by chance is not known: {best.WhyNotPaired}";
        var test = $"difference in [{Texts.Number(range.Low)}, {Texts.Number(range.High)}], p {Texts.Number(best.PValue)}, paired by blocks";
        return isTold ? $"{lead}: more than chance ({test})." : $"{lead}, but cannot be told from it ({test}).";
    }

    private static List<string> Notes(RunSelection selection, int found, int shown)
    {
        var notes = new List<string>();
        if (selection.Runs.Count == 0) notes.Add("There are no runs yet; start one with './mlops run'.");
        if (shown < found) notes.Add($"{Texts.Count(shown)} of {Texts.Count(found)} runs; --limit 0 shows all.");
        if (selection.Unreadable.Count > 0) notes.Add($"! {Texts.Plural(selection.Unreadable.Count, "record")} left out: {string.Join("; ", selection.Unreadable.Take(3).Select(u => $"{u.Id} {u.Problem.TrimEnd('.')}"))}{(selection.Unreadable.Count > 3 ? "; …" : "")}.");
        return notes;
    }
}
