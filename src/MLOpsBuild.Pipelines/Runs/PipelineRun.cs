using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
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
    private readonly ConcurrentDictionary<string, GateResult> _reported = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StepRun> _progress = new(StringComparer.Ordinal);
    private readonly System.Threading.Lock _writing = new();
    private DateTimeOffset? _written;
    private RunState _state = RunState.Finished;
    private RunFailure? _failure;

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
        GateKinds = builder.GateKinds;
        _runner = new StepRunner(workspace.Store, StepCache.Of(workspace), new StepRunOptions
        {
            Pipeline = settings.Kind is { } kind ? $"{pipeline.Name}@{kind}" : pipeline.Name,
            Run = Id,
            Branch = settings.Checkout.Branch,
            Threads = settings.Threads,
            NoCache = settings.NoCache,
            Force = ForcedSteps.Of(settings.Force, [.. builder.Steps.Select(s => s.Name)], mustBeThere: settings.Kind is null),
            Shared = settings.Shared,
            Toolchain = settings.Toolchain,
            Sources = workspace.Root,
            Warned = settings.Warned,
            Finished = Note,
            Formats = builder.Formats,
        });
        _runner.Add(builder.Steps);
        Defined = builder.Steps;
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

    /// <summary>The kinds of gates that the pipeline knows.</summary>
    public GateCatalogue GateKinds { get; }

    /// <summary>The settings with this run's overrides.</summary>
    public SortedDictionary<string, string> Parameters { get; }

    /// <summary>The model package, once made.</summary>
    public Digest? Package { get; set; }

    /// <summary>The steps as the pipeline defines them.</summary>
    internal IReadOnlyList<Step> Defined { get; }

    /// <summary>The steps that finished.</summary>
    public IReadOnlyList<StepRun> Steps => _runner.Finished;

    /// <summary>The verdicts so far, by gate.</summary>
    public IReadOnlyList<GateResult> Verdicts => [.. _verdicts.Values.OrderBy(v => v.Gate, StringComparer.Ordinal)];

    /// <summary>The verdicts of checks that are shown and decide nothing, by their name.</summary>
    public IReadOnlyList<GateResult> Reported => [.. _reported.Values.OrderBy(v => v.Gate, StringComparer.Ordinal)];

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => _settings.Time.GetUtcNow() - _started;

    /// <summary>Brings artifacts up to date with everything that they need.</summary>
    /// <exception cref="StepFailedException">A step threw.</exception>
    public Task UntilAsync(IEnumerable<Artifact> artifacts, CancellationToken cancellationToken) =>
        RunAsync([.. artifacts.Select(a => a.Step).Distinct(StringComparer.Ordinal)], cancellationToken);

    /// <summary>What bringing artifacts up to date would do. Nothing runs, and no record is written.</summary>
    public Task<IReadOnlyList<StepForecast>> ForecastAsync(IEnumerable<Artifact> artifacts, CancellationToken cancellationToken) =>
        _runner.ForecastAsync([.. artifacts.Select(a => a.Step).Distinct(StringComparer.Ordinal)], cancellationToken);

    /// <summary>The digest of a finished artifact.</summary>
    public Digest DigestOf(Artifact artifact) => _runner.DigestOf(artifact);

    /// <summary>Reads finished artifacts.</summary>
    public StepContext Reader() => _runner.Reader();

    /// <summary>Carries a check out, or finds the verdict that was kept.</summary>
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
            Kept = check.Kept,
            Execute = async (context, stop) => context.Write(output, await check.Run(stop).ConfigureAwait(false)),
        }]);
        await RunAsync([output.Step], cancellationToken).ConfigureAwait(false);
        var result = Reader().ReadJson(output);
        Record(result, check.IsReport);
        return (result, Steps.First(s => s.Name == output.Step));
    }

    /// <summary>Adds a verdict to the record.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="isReport">True when it is shown and decides nothing: then it is no evidence either.</param>
    public void Record(GateResult verdict, bool isReport = false) => (isReport ? _reported : _verdicts)[verdict.Gate] = verdict;

    /// <summary>True when something ran since the record was last written as that of an ended run.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Writes the record of the run, which has come to its end. More may follow, and then it is written again.</summary>
    public RunRecord Save()
    {
        var reader = Reader();
        var model = Has(Release.Model) ? RunRecorder.Model(reader, Release.Model) : null;
        var plan = Release.Plan;
        var record = Compose(Steps) with
        {
            State = _state,
            Failure = _failure,
            Evaluation = Has(Release.Evaluation) ? reader.ReadJson(Release.Evaluation) : null,
            Measuring = model is not null && Has(Release.Evaluation) ? new RunMeasuring(model.Task, plan.Seed, plan.Replicates) : null,
            LearningCurves = RunRecorder.Curves(model),
            Model = Made(Release.Model),
            Package = Package,
            Artifacts = RunRecorder.Artifacts(_workspace.Store, ("metrics", Made(Release.Evaluation)), ("model", Made(Release.Model)), ("package", Package), ("predictions", Made(Release.Predictions))),
        };
        lock (_writing) RunLog.Of(_workspace).Save(record);
        IsOpen = false;
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private async Task RunAsync(string[] steps, CancellationToken cancellationToken)
    {
        IsOpen = true;
        WriteProgress();
        try
        {
            await _runner.RunAsync(steps, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _state = RunState.Stopped;
            throw;
        }
        catch (StepFailedException problem)
        {
            (_state, _failure) = (RunState.Failed, new RunFailure(problem.Step, FirstLine(problem.InnerException!.Message)));
            throw;
        }
    }

    private void Note(StepRun step)
    {
        _progress[step.Name] = step;
        if (!step.Cached) WriteProgress();
        _settings.Finished?.Invoke(step);
    }

    /// <summary>So that a run whose process is killed has left its record; once a second is enough for that.</summary>
    private void WriteProgress()
    {
        lock (_writing)
        {
            var now = _settings.Time.GetUtcNow();
            if (_written is { } last && now - last < TimeSpan.FromSeconds(1)) return;
            _written = now;
            RunLog.Of(_workspace).Save(Compose([.. _progress.Values.OrderBy(s => s.Name, StringComparer.Ordinal)]) with { State = RunState.Unfinished });
        }
    }

    private RunRecord Compose(IReadOnlyList<StepRun> steps) => new()
    {
        Id = Id,
        Pipeline = Pipeline.Name,
        Kind = _settings.Kind,
        Started = _started,
        Seconds = Math.Round((_settings.Time.GetUtcNow() - _started).TotalSeconds, 3),
        Commit = _settings.Checkout.Commit,
        Branch = _settings.Checkout.Branch,
        Dirty = _settings.Checkout.Dirty,
        Toolchain = _settings.Toolchain,
        MachineClass = RunSettings.MachineClass,
        Parameters = Parameters,
        Seeds = RunRecorder.Seeds(steps),
        Threads = _settings.Threads,
        Data = RunRecorder.Data(Release),
        Memory = RunRecorder.Memory(),
        Steps = steps,
        Verdicts = Verdicts,
    };

    private Digest? Made(Artifact artifact) => Has(artifact) ? DigestOf(artifact) : null;

    private bool Has(Artifact artifact) => Steps.Any(s => s.Name == artifact.Step);

    private static string FirstLine(string message) => message.Split('\n')[0].Trim() is var line && line.Length > 500 ? line[..500] : line;
}
