using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting.Runs;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Runs as text.</summary>
internal static class RunText
{
    /// <summary>One finished step: <c>train  ran  1.20 s  parameter trees 200 → 300</c>.</summary>
    public static string Line(StepRun step) => $"{step.Name}  {State(step)}  {Texts.Seconds(step.Seconds)}  {step.Why}";

    /// <summary>A run that was just made.</summary>
    public static Reply Finished(RunRecord record, IReadOnlyList<Outcome> outcomes)
    {
        var failed = outcomes.FirstOrDefault(o => !o.IsPass);
        return new Reply(Summary(record), Steps(record), new Lines(Closing(record)))
        {
            ExitCode = failed?.ExitCode ?? ExitCodes.Done,
            Error = failed?.Message,
            Essence = record.Model is { } model ? [model.ToString()] : [],
        };
    }

    /// <summary>One run in full.</summary>
    public static Reply Show(RunRecord record) => new(
        record,
        new Lines(Head(record)),
        new Lines([.. record.Data.Select(d => $"{d.Use} on {d.Dataset}, {d.Window}: {Texts.Plural(d.Partitions.Count, "partition")}, {string.Join(", ", d.Partitions.Select(p => $"{p.Name} {p.Digest.Short}"))}")]),
        new Lines([.. record.Parameters.Select(p => $"parameter {p.Key} = {p.Value}"), .. record.Seeds.Select(s => $"seed of {s.Key} = {s.Value}")]),
        Steps(record),
        MetricTable(record),
        new Lines(RunCurves.Text(record)),
        Grid.Of(record.Verdicts, ("gate", v => v.Gate), ("verdict", v => Word(v.Verdict)), ("summary", v => v.Summary)),
        new Lines([.. record.Artifacts.Select(a => $"made {a.Key} {a.Value.Digest}{(a.Value.Size is { } size ? $", {Texts.Size(size)}" : "")}")]),
        new Lines(Closing(record)))
    {
        Essence = [record.Id],
        Notes = record.Version > RunRecord.NewestVersion ? [$"! The record is of version {record.Version}; this mlops knows version {RunRecord.NewestVersion} and shows what it understands."] : [],
    };

    private static string[] Head(RunRecord record) =>
    [
        $"run {record.Id} of {record.Pipeline}{(record.Kind is { } kind ? $", {kind}" : "")}, {Texts.Moment(record.Started)} UTC, {Texts.Seconds(record.Seconds)}, {record.MachineClass}, {record.Toolchain}",
        $"commit {Commit(record)}{(record.Branch is { } branch ? " on " + branch : "")}",
        .. record.Memory is { } memory ? (string[])[$"at most {Texts.Size(memory.PeakWorkingSet)} held, {Texts.Size(memory.Allocated)} allocated, {Texts.Plural(record.Threads, "thread")}"] : [],
        .. record.State == RunState.Finished ? (string[])[] : [$"{State(record.State)}{(record.Failure is { } failure ? $": {(failure.Step is { } step ? step + ": " : "")}{failure.Message}" : "")}"],
    ];

    private static string State(RunState state) => state == RunState.Unfinished ? "unfinished: still at work, or its process was killed" : state.ToString().ToLowerInvariant();

    private static Grid Steps(RunRecord record) =>
        Grid.Of(record.Steps, ("step", s => s.Name), ("state", State), ("took", s => Texts.Seconds(s.Seconds)), ("allocated", s => s.Allocated is { } bytes ? Texts.Size(bytes) : ""), ("why", s => s.Why));

    private static Block MetricTable(RunRecord record) => record.Evaluation is null
        ? new Lines()
        : Grid.Of(
            record.Evaluation.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal),
            ("metric", m => m.Key),
            ("value", m => Texts.Number(m.Value.Value)),
            ("interval", m => MetricsText.Interval(m.Value.Low, m.Value.High)),
            ("rows", m => Texts.Count(m.Value.N)));

    private static string[] Closing(RunRecord record)
    {
        var ran = record.Steps.Count(s => !s.Cached);
        return
        [
            $"{Texts.Plural(record.Steps.Count, "step")}, {ran} ran, {record.Steps.Count - ran} cached, {Texts.Seconds(record.Seconds)}; run {record.Id}",
            .. record.Model is { } model ? (string[])[$"model {model}"] : [],
            .. record.Package is { } package ? (string[])[$"package {package}"] : [],
        ];
    }

    private static object Summary(RunRecord record) => new
    {
        record.Id,
        record.Pipeline,
        record.Started,
        record.Seconds,
        record.Commit,
        record.Branch,
        record.Dirty,
        record.Model,
        record.Package,
        steps = record.Steps.Select(s => new { s.Name, s.Cached, s.Why, s.Seconds }),
        verdicts = record.Verdicts.Select(v => new { v.Gate, v.Verdict, v.Summary }),
    };

    private static string State(StepRun step) => step.Cached ? "cached" : "ran";

    private static string Commit(RunRecord record) => record.Commit is { } commit ? commit[..Math.Min(10, commit.Length)] + (record.Dirty ? " and changes" : "") : "none";

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
