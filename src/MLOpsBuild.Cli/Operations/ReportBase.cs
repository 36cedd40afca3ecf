using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Differences;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What a checkout does to what it began with: parameters, code, data and accepted metrics, against the merge base.</summary>
internal sealed class ReportBase
{
    private readonly Session _session;
    private readonly string _folder;

    public ReportBase(Session session) => (_session, _folder) = (session, session.Workspace.Show(session.Workspace.PipelineFolder(session.Pipeline.Name)));

    /// <summary>Where it began, in words.</summary>
    public string? Since => _session.Rules.Since;

    /// <summary>Parameters and code that changed.</summary>
    public IReadOnlyList<ChangeLine> Changes(PipelineRun run)
    {
        if (Parse(_session.Rules.Show($"{_folder}/{PipelineLock.FileName}"), bytes => StepJson.Read<PipelineLock>(bytes)) is not { } before) return [];
        var named = before.Parameters.Keys.Union(run.Parameters.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Old: before.Parameters.GetValueOrDefault(name), Now: run.Parameters.GetValueOrDefault(name)))
            .Where(p => p.Old != p.Now)
            .Select(p => new ChangeLine("parameter", p.Name, p.Old is null ? $"added ({p.Now})" : p.Now is null ? $"removed (was {p.Old})" : $"{p.Old} → {p.Now}"));
        return [.. named, .. Recorded(before) is { } record ? Code(record, run) : Files()];
    }

    /// <summary>What changed in the data: rows, partitions and contracts.</summary>
    public IReadOnlyList<DataChangeLine> Data()
    {
        const string Path = "data.lock.json";
        if (Parse(_session.Rules.Changes.Accepted(Path), bytes => DataLock.Parse(bytes, Path)) is not { } before) return [];
        return [.. LockDifference.Between(before, _session.Lock).Where(d => d.Name == _session.Run.Release.Features.Dataset.Name).SelectMany(Of)];
    }

    /// <summary>Accepted values that the change lowers or takes away.</summary>
    public IReadOnlyList<LoweredBaseline> Lowered() =>
    [
        .. _session.Rules.Changes.Loosenings.Where(l => l.IsBaseline && l.File == $"{_folder}/{MetricsSnapshot.FileName}")
            .Select(l => new LoweredBaseline(l.Setting is ["slices", var slice, var metric, ..] ? $"{metric} at {slice}" : l.Setting[1], Number(l.Before), Number(l.After), l.Reason)),
    ];

    /// <summary>How to accept what was measured; null when it is what is accepted.</summary>
    public Acceptance? Acceptance(IReadOnlyList<MetricJudgement> judgements)
    {
        var accept = $"./mlops metrics accept --pipeline {_session.Pipeline.Name}";
        if (judgements.Count == 0) return MetricsAcceptance.Accepted(_session) is null ? new Acceptance("No metrics are accepted yet. When these are as good as they should be, accept and commit them.", [accept]) : null;
        var gained = judgements.Count(j => j.Gained);
        string[] lost = [.. judgements.Where(j => j.Verdict is Verdict.Fail or Verdict.Error).Select(j => $"'{j.Name.Replace("'", "'\\''", StringComparison.Ordinal)}'")];
        if (lost.Length > 0) return new Acceptance("A loss is accepted only by its name, and then shows as a lowered baseline that an owner approves.", [$"{accept} --allow-loss {string.Join(' ', lost)}"]);
        return gained == 0 ? null : new Acceptance($"{(gained == 1 ? "1 metric" : $"{gained} metrics")} gained more than the tolerance. Accepting takes gains in and never losses; commit what it writes.", [accept]);
    }

    private IEnumerable<DataChangeLine> Of(DatasetDifference dataset)
    {
        if (dataset.RowsBefore != dataset.RowsAfter) yield return new DataChangeLine(dataset.Name, "all rows", "changed") { RowsBefore = dataset.RowsBefore, RowsNow = dataset.RowsAfter };
        foreach (var partition in dataset.Partitions)
        {
            yield return new DataChangeLine(dataset.Name, partition.Name, Word(partition.Kind))
            {
                RowsBefore = partition.Before?.Rows,
                RowsNow = partition.After?.Rows,
                Detail = $"{partition.Before?.Digest.Short ?? "nothing"} → {partition.After?.Digest.Short ?? "nothing"}",
            };
        }

        foreach (var change in Schema(dataset.After?.Schema)) yield return new DataChangeLine(dataset.Name, $"{change.Part} {change.Name}", Word(change.Kind)) { Detail = $"{change.Before ?? "nothing"} → {change.After ?? "nothing"}" };
    }

    private IReadOnlyList<SchemaChange> Schema(string? path)
    {
        if (path is null) return [];
        var file = Path.Combine(_session.Workspace.Root, path);
        return File.Exists(file) && _session.Rules.Changes.Accepted(path) is { } before ? Parse(before, bytes => SchemaDifference.Between(bytes, File.ReadAllBytes(file))) ?? [] : [];
    }

    /// <summary>The newest run of this checkout that made the model that the base accepted: it knows the code of every step.</summary>
    private RunRecord? Recorded(PipelineLock before)
    {
        var runs = RunSelection.Read(_session.Workspace, _session.Pipeline.Name);
        return runs.Runs.FirstOrDefault(r => r.Kind is null && r.State == RunState.Finished && r.Model == before.Model && r.Parameters.SequenceEqual(before.Parameters)) is { } found ? runs.Log.Find(found.Id) : null;
    }

    private IEnumerable<ChangeLine> Code(RunRecord record, PipelineRun run)
    {
        const string Word = "code ";
        foreach (var step in run.Steps.Where(s => !s.Name.StartsWith("check@", StringComparison.Ordinal)))
        {
            if (record.Steps.FirstOrDefault(s => s.Name == step.Name) is not { } before || before.Code == step.Code) continue;
            var key = new StepKey(step.Name, step.Code, step.Parameters, step.Inputs, record.Toolchain);
            foreach (var reason in KeyDifference.Describe(key with { Code = before.Code }, key, _session.Workspace.Store, _session.Workspace.Root)) yield return new ChangeLine("code", step.Name, reason[Word.Length..]);
        }
    }

    /// <summary>Where no run is recorded, such as in CI, Git says at least which files of the pipeline changed.</summary>
    private IEnumerable<ChangeLine> Files() => _session is { Git: { } git, Rules.Commit: { } from, Checkout.Commit: { } to } && from != to
        ? git.ChangedFiles(from, to).Where(path => path.Contains($"{_folder}/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new ChangeLine("file", path, "changed"))
        : [];

    private static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // What the base has is not this change's doing: a file that cannot be read is compared with nothing.
    private static T? Parse<T>(byte[]? bytes, Func<byte[], T> parse)
        where T : class
    {
        try
        {
            return bytes is null ? null : parse(bytes);
        }
        catch (Exception problem) when (problem is JsonException or DataFileException)
        {
            return null;
        }
    }
}
