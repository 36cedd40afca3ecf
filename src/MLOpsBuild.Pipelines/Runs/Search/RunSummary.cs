using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>What a list shows of a run, and what runs are found by.</summary>
public sealed record RunSummary
{
    /// <summary>The run's name.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Another kind of run, such as <c>challenger</c>; null for the usual one.</summary>
    public string? Kind { get; init; }

    /// <summary>How far it came.</summary>
    public RunState State { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>The Git commit; null outside of Git.</summary>
    public string? Commit { get; init; }

    /// <summary>The Git branch; null when detached or outside of Git.</summary>
    public string? Branch { get; init; }

    /// <summary>True when the working tree had changes.</summary>
    public bool Dirty { get; init; }

    /// <summary>The runtime.</summary>
    public string Toolchain { get; init; } = "";

    /// <summary>The class of machine.</summary>
    public string MachineClass { get; init; } = "";

    /// <summary>The model; null when the run did not get that far.</summary>
    public Digest? Model { get; init; }

    /// <summary>The model package; null when none was made.</summary>
    public Digest? Package { get; init; }

    /// <summary>How many steps it had.</summary>
    public int Steps { get; init; }

    /// <summary>How many of them ran: the results of the others were found.</summary>
    public int Ran { get; init; }

    /// <summary>The most memory that its process held at once, in bytes; null when not noted.</summary>
    public long? PeakWorkingSet { get; init; }

    /// <summary>How many gates gave each verdict.</summary>
    public IReadOnlyList<KeyValuePair<Verdict, int>> Verdicts { get; init; } = [];

    /// <summary>The settings, sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The metrics, sorted by name; those of slices as <c>auc at distance&gt;=2000</c>. What has no value is left out.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    /// <summary>The summary of a record.</summary>
    public static RunSummary Of(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new RunSummary
        {
            Id = record.Id,
            Pipeline = record.Pipeline,
            Kind = record.Kind,
            State = record.State,
            Started = record.Started,
            Seconds = record.Seconds,
            Commit = record.Commit,
            Branch = record.Branch,
            Dirty = record.Dirty,
            Toolchain = record.Toolchain,
            MachineClass = record.MachineClass,
            Model = record.Model,
            Package = record.Package,
            Steps = record.Steps.Count,
            Ran = record.Steps.Count(s => !s.Cached),
            PeakWorkingSet = record.Memory?.PeakWorkingSet,
            Verdicts = [.. record.Verdicts.GroupBy(v => v.Verdict).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key, g.Count()))],
            Parameters = [.. record.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)],
            Metrics = [.. MetricsOf(record).OrderBy(m => m.Key, StringComparer.Ordinal)],
        };
    }

    /// <summary>A metric's value; null when the run has none of that name.</summary>
    public double? Metric(string name)
    {
        foreach (var metric in Metrics)
        {
            if (metric.Key == name) return metric.Value;
        }

        return null;
    }

    /// <summary>A setting; null when the run has none of that name.</summary>
    public string? Parameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Key == name) return parameter.Value;
        }

        return null;
    }

    private static IEnumerable<KeyValuePair<string, double>> MetricsOf(RunRecord record)
    {
        if (record.Evaluation is not { } evaluation) yield break;
        foreach (var (name, metric) in evaluation.Metrics)
        {
            if (metric.Value is { } value && double.IsFinite(value)) yield return KeyValuePair.Create(name, value);
        }

        foreach (var (slice, metrics) in evaluation.Slices)
        {
            foreach (var (name, metric) in metrics)
            {
                if (metric.Value is { } value && double.IsFinite(value)) yield return KeyValuePair.Create($"{name} at {slice}", value);
            }
        }
    }
}
