using System.Text.Json.Serialization;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>How far a metric may move without anybody's consent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToleranceKind>))]
public enum ToleranceKind
{
    /// <summary>Not at all.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>By the margin, in the metric's own unit.</summary>
    [JsonStringEnumMemberName("absolute")]
    Absolute,

    /// <summary>By the margin's share of the accepted value.</summary>
    [JsonStringEnumMemberName("relative")]
    Relative,

    /// <summary>By the margin, where the loss is measured against the accepted model on the same rows, whole blocks resampled.</summary>
    [JsonStringEnumMemberName("sampling")]
    Sampling,
}

/// <summary>A metric's tolerance.</summary>
/// <param name="Kind">How it is judged.</param>
/// <param name="Margin">How much; 0 for <see cref="ToleranceKind.Exact"/>.</param>
public sealed record Tolerance(ToleranceKind Kind, double Margin = 0);

/// <summary>One accepted metric.</summary>
/// <param name="Value">Its value; null where there was no data.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="N">Rows.</param>
/// <param name="Blocks">Blocks of rows.</param>
/// <param name="Interval">Its 95 % interval; null where it has none.</param>
/// <param name="Tolerance">How far it may move.</param>
public sealed record AcceptedMetric(double? Value, MetricDirection Direction, int N, int Blocks, double[]? Interval, Tolerance Tolerance);

/// <summary>The accepted metrics of a pipeline: <c>metrics.verified.json</c>.</summary>
public sealed record MetricsSnapshot
{
    /// <summary>The file's name beside the pipeline.</summary>
    public const string FileName = "metrics.verified.json";

    /// <summary>The name of the file that offers new values; never committed.</summary>
    public const string ReceivedFileName = "metrics.received.json";

    /// <summary>The format's version.</summary>
    public required int Version { get; init; }

    /// <summary>The accepted model.</summary>
    public required Digest Model { get; init; }

    /// <summary>The rows it was measured on.</summary>
    public required Digest Evaluation { get; init; }

    /// <summary>Its predictions on those rows, kept in the store and its remote.</summary>
    public required Digest Predictions { get; init; }

    /// <summary>Metrics by name.</summary>
    public required SortedDictionary<string, AcceptedMetric> Metrics { get; init; }

    /// <summary>Metrics by slice and name.</summary>
    public required SortedDictionary<string, SortedDictionary<string, AcceptedMetric>> Slices { get; init; }

    /// <summary>Reads a snapshot; null when the file is not there.</summary>
    /// <exception cref="ConfigurationException">The file is broken or of another version.</exception>
    public static MetricsSnapshot? Load(string path, string shownAs)
    {
        if (!File.Exists(path)) return null;
        var snapshot = StepJson.ReadFile<MetricsSnapshot>(path, shownAs);
        return snapshot.Version == 1 ? snapshot : throw new ConfigurationException($"{shownAs} is of version {snapshot.Version}; this build reads version 1.");
    }

    /// <summary>Writes the snapshot, sorted.</summary>
    public void Save(string path) => AtomicFile.Write(path, StepJson.Write(this));
}
