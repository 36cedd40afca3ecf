using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>One execution of a pipeline, taken as far as its caller asks, and its record.</summary>
public sealed class PipelineRun : IDisposable
{
    private readonly Workspace _workspace;
    private readonly RunSettings _settings;
    private readonly StepRunner _runner;
    private readonly DateTimeOffset _started;
    private readonly ConcurrentDictionary<string, GateResult> _verdicts = new(StringComparer.Ordinal);

    /// <summary>Defines the pipeline over a data lock; nothing runs yet.</summary>
    /// <exception cref="ConfigurationException">A file of the pipeline's is missing or wrong.</exception>
    public PipelineRun(IPipeline pipeline, Workspace workspace, DataLock dataLock, RunSettings settings)
    {
        _workspace = workspace;
        _settings = settings;
        _started = settings.Time.GetUtcNow();
        Pipeline = pipeline;
        Id = $"{_started.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(1))}";
        var builder = new PipelineBuilder(pipeline.Name, workspace, dataLock, settings.Overrides);
        Release = pipeline.Define(builder);
        Parameters = builder.ParameterTexts;
        Formats = builder.Formats;
        OwnFormats = builder.OwnFormats;
        _runner = new StepRunner(workspace.Store, StepCache.Of(workspace), new StepRunOptions
        {
            Pipeline = settings.Kind is { } kind ? $"{pipeline.Name}@{kind}" : pipeline.Name,
            Run = Id,
            Branch = settings.Checkout.Branch,
            Threads = settings.Threads,
            NoCache = settings.NoCache,
            Force = settings.Force,
            Finished = settings.Finished,
            Formats = builder.Formats,
        });
        _runner.Add(builder.Steps);
    }

    /// <summary>The run's name.</summary>
    public string Id { get; }

    /// <summary>What runs.</summary>
    public IPipeline Pipeline { get; }

    /// <summary>What it makes.</summary>
    public Release Release { get; }

    /// <summary>The formats that the pipeline's models can have.</summary>
    public ModelFormats Formats { get; }

    /// <summary>Those that the pipeline brings itself: a server needs their code.</summary>
    public IReadOnlyList<IModelFormat> OwnFormats { get; }

    /// <summary>The settings with this run's overrides.</summary>
    public SortedDictionary<string, string> Parameters { get; }

    /// <summary>The model package, once made.</summary>
    public Digest? Package { get; set; }

    /// <summary>The steps that finished.</summary>
    public IReadOnlyList<StepRun> Steps => _runner.Finished;

    /// <summary>The verdicts so far, by gate.</summary>
    public IReadOnlyList<GateResult> Verdicts => [.. _verdicts.Values.OrderBy(v => v.Gate, StringComparer.Ordinal)];

    /// <summary>Brings artifacts up to date with everything that they need.</summary>
    /// <exception cref="StepFailedException">A step threw.</exception>
    public Task UntilAsync(IEnumerable<Artifact> artifacts, CancellationToken cancellationToken) =>
        _runner.RunAsync([.. artifacts.Select(a => a.Step).Distinct(StringComparer.Ordinal)], cancellationToken);

    /// <summary>The digest of a finished artifact.</summary>
    public Digest DigestOf(Artifact artifact) => _runner.DigestOf(artifact);

    /// <summary>Reads finished artifacts.</summary>
    public StepContext Reader() => _runner.Reader();

    /// <summary>Carries a check out, or finds its passing verdict.</summary>
    public async Task<(GateResult Result, StepRun Step)> CheckAsync(Check check, CancellationToken cancellationToken)
    {
        var output = new Artifact<GateResult>("check@" + check.Name);
        _runner.Add([new Step
        {
            Name = output.Step,
            Inputs = [.. check.Inputs.Select(i => new StepInput(i.Key, null, i.Value))],
            Parameters = check.Parameters,
            Methods = check.Methods,
            Types = check.Types,
            MachineClass = check.MachineClass,
            KeepOnlyPasses = true,
            Execute = async (context, stop) => context.Write(output, await check.Run(stop).ConfigureAwait(false)),
        }]);
        await _runner.RunAsync([output.Step], cancellationToken).ConfigureAwait(false);
        var result = Reader().ReadJson(output);
        Record(result);
        return (result, Steps.First(s => s.Name == output.Step));
    }

    /// <summary>Adds a verdict to the record.</summary>
    public void Record(GateResult verdict) => _verdicts[verdict.Gate] = verdict;

    /// <summary>Writes the record as it stands.</summary>
    public RunRecord Save()
    {
        var reader = Reader();
        var record = new RunRecord
        {
            Id = Id,
            Pipeline = Pipeline.Name,
            Started = _started,
            Seconds = Math.Round((_settings.Time.GetUtcNow() - _started).TotalSeconds, 3),
            Commit = _settings.Checkout.Commit,
            Branch = _settings.Checkout.Branch,
            Dirty = _settings.Checkout.Dirty,
            Toolchain = $".NET {Environment.Version}",
            MachineClass = RunSettings.MachineClass,
            Parameters = Parameters,
            Steps = Steps,
            Verdicts = Verdicts,
            Evaluation = Has(Release.Evaluation) ? reader.ReadJson(Release.Evaluation) : null,
            Model = Has(Release.Model) ? DigestOf(Release.Model) : null,
            Package = Package,
        };
        RunLog.Of(_workspace).Save(record);
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private bool Has(Artifact artifact) => Steps.Any(s => s.Name == artifact.Step);
}
