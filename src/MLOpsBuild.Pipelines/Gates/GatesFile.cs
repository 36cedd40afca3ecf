using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>A pipeline's <c>gates.json</c>: what a model must show before anything is done with it.</summary>
public sealed record GatesFile
{
    /// <summary>The file's name beside the pipeline.</summary>
    public const string FileName = "gates.json";

    /// <summary>The format's version.</summary>
    public required int Version { get; init; }

    /// <summary>Limits on metrics, by metric: the predictive-performance target.</summary>
    public required SortedDictionary<string, MetricLimit> PredictionTarget { get; init; }

    /// <summary>Limits of the convergence tests.</summary>
    public required ConvergenceLimits Convergence { get; init; }

    /// <summary>Tolerances given to newly accepted metrics.</summary>
    public required SnapshotTolerances Snapshot { get; init; }

    /// <summary>Limits of the load test.</summary>
    public required LoadLimits Load { get; init; }

    /// <summary>How drift is judged.</summary>
    public DriftLimits Drift { get; init; } = new();

    /// <summary>Reads the file.</summary>
    /// <exception cref="ConfigurationException">It is missing, broken or of another version.</exception>
    public static GatesFile Read(Workspace workspace, string pipeline)
    {
        var path = Path.Combine(workspace.PipelineFolder(pipeline), FileName);
        var file = StepJson.ReadFile<GatesFile>(path, workspace.Show(path));
        if (file.Drift.Problem is { } problem) throw new ConfigurationException($"{workspace.Show(path)}: {problem}.");
        return file.Version == 1 ? file : throw new ConfigurationException($"{workspace.Show(path)} is of version {file.Version}; this build reads version 1.");
    }
}

/// <summary>An absolute limit on a metric.</summary>
/// <param name="Min">At least this; null for no lower limit.</param>
/// <param name="Max">At most this; null for no upper limit.</param>
public sealed record MetricLimit(double? Min = null, double? Max = null);

/// <summary>Tolerances for metrics that are accepted for the first time.</summary>
/// <param name="Metrics">By metric; a metric that is not listed is not gated.</param>
/// <param name="Slices">By metric, for every slice.</param>
public sealed record SnapshotTolerances(SortedDictionary<string, Tolerance> Metrics, SortedDictionary<string, Tolerance> Slices);

/// <summary>What the server must bear.</summary>
/// <param name="RatePerSecond">Requests a second, sent on schedule whatever the answers do.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="P99Milliseconds">99 % of answers within this, counted from when the request should have been sent.</param>
/// <param name="ErrorRate">At most this share of requests without an answer, 0 to 1.</param>
public sealed record LoadLimits(int RatePerSecond, int Seconds, double P99Milliseconds, double ErrorRate);
