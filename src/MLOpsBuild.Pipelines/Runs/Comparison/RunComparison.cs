using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs.Comparison;

/// <summary>Two runs beside each other: what went in, what differs, and what came of it.</summary>
public sealed record RunComparison
{
    /// <summary>The run that the other is compared with.</summary>
    public required RunRecord First { get; init; }

    /// <summary>The run that is compared.</summary>
    public required RunRecord Second { get; init; }

    /// <summary>Commit, toolchain, machine and the like, where they differ.</summary>
    public required IReadOnlyList<TextDifference> Surroundings { get; init; }

    /// <summary>The settings that differ, by name.</summary>
    public required IReadOnlyList<TextDifference> Parameters { get; init; }

    /// <summary>The rows that differ.</summary>
    public required IReadOnlyList<DataDifference> Data { get; init; }

    /// <summary>The steps whose keys differ, with the causes; steps that differ only because of what an earlier step made come after it.</summary>
    public required IReadOnlyList<StepDifference> Steps { get; init; }

    /// <summary>The metrics, then those of slices.</summary>
    public required IReadOnlyList<MetricDifference> Metrics { get; init; }

    /// <summary>Why the metrics are not paired; null when they are.</summary>
    public string? WhyNotPaired { get; init; }

    /// <summary>Compares two runs.</summary>
    /// <param name="store">Where predictions and code manifests are kept.</param>
    /// <param name="first">The run that the other is compared with.</param>
    /// <param name="second">The run that is compared.</param>
    public static RunComparison Of(ContentStore store, RunRecord first, RunRecord second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        string? why = null;
        var isMeasured = first.Evaluation is not null && second.Evaluation is not null;
        var gains = isMeasured ? PairedRuns.Compare(store, first, second, out why) : null;
        return new RunComparison
        {
            First = first,
            Second = second,
            Surroundings = Texts(FactsOf(first), FactsOf(second)),
            Parameters = Texts(first.Parameters, second.Parameters),
            Data = DataOf(first, second),
            Steps = StepsOf(store, first, second),
            Metrics = [.. MetricsOf(first.Evaluation, second.Evaluation, gains), .. SlicesOf(first.Evaluation, second.Evaluation)],
            WhyNotPaired = isMeasured ? why : $"Run {(first.Evaluation is null ? first.Id : second.Id)} has no metrics.",
        };
    }

    private static SortedDictionary<string, string> FactsOf(RunRecord run)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pipeline"] = run.Pipeline,
            ["toolchain"] = run.Toolchain,
            ["machine"] = run.MachineClass,
            ["working tree"] = run.Dirty ? "changed" : "clean",
        };
        if (run.Kind is { } kind) facts["kind"] = kind;
        if (run.Commit is { } commit) facts["commit"] = commit;
        if (run.Branch is { } branch) facts["branch"] = branch;
        foreach (var (step, seed) in run.Seeds) facts[$"seed of {step}"] = seed;
        return facts;
    }

    private static TextDifference[] Texts(SortedDictionary<string, string> first, SortedDictionary<string, string> second) =>
    [
        .. first.Keys.Union(second.Keys).Order(StringComparer.Ordinal)
            .Select(name => new TextDifference(name, first.GetValueOrDefault(name), second.GetValueOrDefault(name)))
            .Where(d => d.First != d.Second),
    ];

    private static DataDifference[] DataOf(RunRecord first, RunRecord second) =>
    [
        .. first.Data.Concat(second.Data).Select(d => (d.Use, d.Dataset)).Distinct()
            .Select(key => Difference(key.Use, key.Dataset, first.Data.FirstOrDefault(d => (d.Use, d.Dataset) == key), second.Data.FirstOrDefault(d => (d.Use, d.Dataset) == key)))
            .Where(d => d.First != d.Second || d.Partitions.Count > 0),
    ];

    private static DataDifference Difference(string use, string dataset, RunData? first, RunData? second)
    {
        var before = (first?.Partitions ?? []).ToDictionary(p => p.Name, p => p.Digest, StringComparer.Ordinal);
        var after = (second?.Partitions ?? []).ToDictionary(p => p.Name, p => p.Digest, StringComparer.Ordinal);
        var partitions = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(name => new PartitionDifference(name, Of(before, name), Of(after, name)))
            .Where(p => p.First != p.Second);
        return new DataDifference(use, dataset, first?.Window, second?.Window, [.. partitions]);
        static Digest? Of(Dictionary<string, Digest> digests, string name) => digests.TryGetValue(name, out var digest) ? digest : null;
    }

    /// <summary>First the steps that differ in themselves: they are the causes.</summary>
    private static StepDifference[] StepsOf(ContentStore store, RunRecord first, RunRecord second)
    {
        var before = first.Steps.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var after = second.Steps.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var differences = new List<(bool IsCause, StepDifference Difference)>();
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            if (!before.TryGetValue(name, out var old)) differences.Add((false, new StepDifference(name, [$"only in {second.Id}"])));
            else if (!after.TryGetValue(name, out var now)) differences.Add((false, new StepDifference(name, [$"only in {first.Id}"])));
            else if (old.Key != now.Key)
            {
                var reasons = KeyDifference.Describe(KeyOf(old, first), KeyOf(now, second), store);
                differences.Add((reasons.Any(r => !r.StartsWith("input ", StringComparison.Ordinal)), new StepDifference(name, reasons.Count > 0 ? reasons : ["its record does not say what"])));
            }
        }

        return [.. differences.OrderByDescending(d => d.IsCause).Select(d => d.Difference)];
    }

    private static StepKey KeyOf(StepRun step, RunRecord run) => new(step.Name, step.Code, step.Parameters, step.Inputs, run.Toolchain);

    private static IEnumerable<MetricDifference> MetricsOf(EvaluationResult? first, EvaluationResult? second, IReadOnlyDictionary<string, MetricGain>? gains)
    {
        foreach (var difference in Pair(null, first?.Metrics, second?.Metrics))
        {
            if (gains?.GetValueOrDefault(difference.Metric) is not { } gain) yield return difference;
            else
            {
                var (interval, p, verdict) = PairedRuns.Judge(gain);
                yield return difference with { Verdict = verdict, Low = interval?.Low, High = interval?.High, PValue = p };
            }
        }
    }

    private static IEnumerable<MetricDifference> SlicesOf(EvaluationResult? first, EvaluationResult? second)
    {
        var names = (first?.Slices.Keys ?? []).Union(second?.Slices.Keys ?? []).Order(StringComparer.Ordinal);
        return names.SelectMany(slice => Pair(slice, first?.Slices.GetValueOrDefault(slice), second?.Slices.GetValueOrDefault(slice)));
    }

    private static IEnumerable<MetricDifference> Pair(string? slice, IReadOnlyDictionary<string, MetricValue>? first, IReadOnlyDictionary<string, MetricValue>? second)
    {
        foreach (var name in (first?.Keys ?? []).Union(second?.Keys ?? []).Order(StringComparer.Ordinal))
        {
            var (before, after) = (first?.GetValueOrDefault(name), second?.GetValueOrDefault(name));
            yield return new MetricDifference(slice, name, (after ?? before)!.Direction, before?.Value, after?.Value, MetricVerdict.NotPaired);
        }
    }
}
