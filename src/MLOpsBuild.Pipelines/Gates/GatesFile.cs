using System.Text.Json;
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

    /// <summary>Further gates by name, each with its <c>kind</c> and that kind's settings; <see cref="ReadChecks"/> makes gates of them.</summary>
    public SortedDictionary<string, JsonElement> Checks { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Reads the file. What <see cref="Checks"/> say is not looked at, for which kinds there are is the pipeline's to say.</summary>
    /// <exception cref="ConfigurationException">It is missing, broken or of another version; everything that is wrong is named, with its path in the file.</exception>
    public static GatesFile Read(Workspace workspace, string pipeline) => Read(workspace, pipeline, kinds: null).File;

    /// <summary>Reads the gates of the section <c>checks</c>, in the order of their names.</summary>
    /// <exception cref="ConfigurationException">The file is missing, broken or of another version; everything that is wrong is named, in all sections.</exception>
    public static IReadOnlyList<IGate> ReadChecks(Workspace workspace, string pipeline, GateCatalogue kinds) => Read(workspace, pipeline, kinds).Checks;

    private static (GatesFile File, IReadOnlyList<IGate> Checks) Read(Workspace workspace, string pipeline, GateCatalogue? kinds)
    {
        var path = Path.Combine(workspace.PipelineFolder(pipeline), FileName);
        var shown = workspace.Show(path);
        var bytes = workspace.RulesInstead?.Invoke(shown) ?? (System.IO.File.Exists(path) ? System.IO.File.ReadAllBytes(path) : throw new ConfigurationException($"{shown} is missing."));
        using var document = Parse(bytes, shown);
        var problems = new StrictRecords();
        problems.Check(document.RootElement, typeof(GatesFile), "$");
        var checks = kinds is not null && document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("checks", out var section)
            ? CheckSection.Read(section, kinds, problems)
            : [];
        var file = problems.Problems.Count == 0 ? StepJson.Read<GatesFile>(bytes) : null;
        if (file is { Version: not 1 }) problems.Add("$.version", $"the file is of version {file.Version}; this build reads version 1.");
        if (file?.Drift.Problem is { } drift) problems.Add("$.drift", $"{drift}.");
        return problems.Problems.Count == 0
            ? (file!, checks)
            : throw new ConfigurationException(string.Join('\n', problems.Problems.Select(p => $"{shown}: {p}")));
    }

    private static JsonDocument Parse(byte[] bytes, string shown)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException problem)
        {
            throw new ConfigurationException($"{shown}{(problem.LineNumber is { } line ? $":{line + 1}" : "")}: {problem.Message}", problem);
        }
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
