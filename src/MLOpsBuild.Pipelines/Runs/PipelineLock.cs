using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>What the last accepted run used and produced: <c>pipeline.lock.json</c>, which ties a commit to a model digest.</summary>
public sealed record PipelineLock
{
    /// <summary>The file's name beside the pipeline.</summary>
    public const string FileName = "pipeline.lock.json";

    /// <summary>The format's version.</summary>
    public required int Version { get; init; }

    /// <summary>The model.</summary>
    public required Digest Model { get; init; }

    /// <summary>The settings.</summary>
    public required SortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The steps behind the model, with digests of what went in and what came out.</summary>
    public required SortedDictionary<string, LockedStep> Steps { get; init; }

    /// <summary>The lock of a run.</summary>
    public static PipelineLock Of(PipelineRun run) => new()
    {
        Version = 1,
        Model = run.DigestOf(run.Release.Model),
        Parameters = run.Parameters,
        Steps = new SortedDictionary<string, LockedStep>(
            run.Steps.Where(s => !s.Name.StartsWith("check@", StringComparison.Ordinal)).ToDictionary(s => s.Name, s => new LockedStep(s.Inputs, s.Outputs)), StringComparer.Ordinal),
    };

    /// <summary>Reads a pipeline's lock; null when it has none yet.</summary>
    /// <exception cref="ConfigurationException">The file is broken.</exception>
    public static PipelineLock? Load(Workspace workspace, string pipeline)
    {
        var path = Path.Combine(workspace.PipelineFolder(pipeline), FileName);
        return File.Exists(path) ? StepJson.ReadFile<PipelineLock>(path, workspace.Show(path)) : null;
    }

    /// <summary>Writes the file, sorted.</summary>
    public void Save(Workspace workspace, string pipeline) => AtomicFile.Write(Path.Combine(workspace.PipelineFolder(pipeline), FileName), StepJson.Write(this));
}

/// <summary>One step of an accepted run.</summary>
/// <param name="Inputs">Input digests by name.</param>
/// <param name="Outputs">Output digests by name.</param>
public sealed record LockedStep(SortedDictionary<string, Digest> Inputs, SortedDictionary<string, Digest> Outputs);
