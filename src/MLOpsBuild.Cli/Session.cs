using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Cli;

/// <summary>What the caller of a session decides.</summary>
public sealed record SessionOptions
{
    /// <summary>The pipeline's name; null for the repository's first.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Overrides of parameters, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Worker threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>True to compute every step again.</summary>
    public bool NoCache { get; init; }

    /// <summary>Steps to compute again.</summary>
    public IReadOnlyList<string> Force { get; init; } = [];

    /// <summary>Where packages are pushed; null for <c>mlops.json</c>'s.</summary>
    public string? Registry { get; init; }

    /// <summary>The branch that a change is meant for, whose rules judge it; null for the default branch. By default <c>MLOPS_BASE_BRANCH</c> says it, and in a pull request of GitHub's its target.</summary>
    public string? BaseBranch { get; init; } = Named("MLOPS_BASE_BRANCH") ?? Named("GITHUB_BASE_REF");

    /// <summary>Told of every finished step.</summary>
    public Action<StepRun>? StepFinished { get; init; }

    /// <summary>Told of progress within an operation.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>A checkout in use: its store, its Git, and one run of one pipeline. Opened once for all targets or one command.</summary>
public sealed class Session : IDisposable
{
    private readonly System.Threading.Lock _gate = new();
    private readonly IReadOnlyList<IPipeline> _pipelines;
    private PipelineRun? _run;
    private readonly Lazy<AcceptedRules> _rules;
    private CheckoutState? _checkout;

    private Session(string root, IReadOnlyList<IPipeline> pipelines, SessionOptions options)
    {
        _pipelines = pipelines;
        Options = options;
        Progress = options.Progress;
        Project = ProjectFile.Read(root);
        Pipeline = pipelines.FirstOrDefault(p => options.Pipeline is null || p.Name == options.Pipeline)
            ?? throw new ConfigurationException($"No pipeline is named '{options.Pipeline}'; there are {string.Join(", ", PipelineNames)}.");
        Git = GitRepository.Find(root);
        _rules = new Lazy<AcceptedRules>(() => AcceptedRules.Of(Git, root, Checkout, options.BaseBranch));
        Workspace = new Workspace(root) { RulesInstead = path => _rules.Value.InsteadOf(path) };
    }

    /// <summary>What the caller decided.</summary>
    public SessionOptions Options { get; }

    /// <summary><c>mlops.json</c>.</summary>
    public ProjectFile Project { get; }

    /// <summary>The checkout and its store.</summary>
    public Workspace Workspace { get; }

    /// <summary>The Git repository; null outside of one.</summary>
    public GitRepository? Git { get; }

    /// <summary>The names of the repository's pipelines.</summary>
    public IEnumerable<string> PipelineNames => _pipelines.Select(p => p.Name);

    /// <summary>The pipeline in use.</summary>
    public IPipeline Pipeline { get; }

    /// <summary>The pipeline's gates; what this change loosens in them counts once an owner has approved.</summary>
    public GatesFile Gates => GatesFile.Read(Workspace, Pipeline.Name);

    /// <summary>The rules that this change found, and what it does to them.</summary>
    internal AcceptedRules Rules => _rules.Value;

    /// <summary>Where the checkout stands in Git.</summary>
    public CheckoutState Checkout => _checkout ??= Git is null ? new CheckoutState(null, null, false) : new CheckoutState(Git.Head(), Git.CurrentBranch(), !Git.IsClean());

    /// <summary>The one run of this session, begun on first use.</summary>
    public PipelineRun Run
    {
        get
        {
            lock (_gate) return _run ??= Begin(Lock, Options.Overrides);
        }
    }

    /// <summary>The data lock as it stands.</summary>
    public DataLock Lock => DataLock.Load(Workspace.DataLockPath);

    /// <summary>The very last line to print; null for none.</summary>
    public string? ClosingLine { get; set; }

    /// <summary>Where the report was written; null before.</summary>
    public string? ReportPath { get; set; }

    /// <summary>What the drift check measured, for the report.</summary>
    public IReadOnlyList<DriftLine> Drift { get; set; } = [];

    /// <summary>The partition that continuous training looks at; null before it was found, or when none waits.</summary>
    public Arrival? Arrival { get; set; }

    /// <summary>Why continuous training runs.</summary>
    public TriggerKind Trigger { get; set; } = TriggerKind.NewData;

    /// <summary>The run's package.</summary>
    /// <exception cref="ConfigurationException">None was made yet.</exception>
    public Digest PackageOrThrow() => Run.Package ?? throw new ConfigurationException("There is no package yet; run ./build.sh Package.");

    /// <summary>Told of progress within an operation.</summary>
    public Action<string> Progress { get; set; }

    /// <summary>Told how far transfers are; null for nobody.</summary>
    public IProgress<TransferProgress>? Transfers { get; set; }

    /// <summary>The run, if one was begun; asking does not begin it.</summary>
    public PipelineRun? Started => _run;

    /// <summary>Opens a checkout.</summary>
    public static Session Open(string root, IReadOnlyList<IPipeline> pipelines, SessionOptions options) => new(root, pipelines, options);

    /// <summary>Begins a run of the pipeline over some lock: the session's own, or a challenger's.</summary>
    public PipelineRun Begin(DataLock dataLock, IReadOnlyList<string> overrides, bool noCache = false, int? threads = null, string? kind = null) => new(Pipeline, Workspace, dataLock, new RunSettings
    {
        Time = Options.Time,
        Overrides = overrides,
        Threads = threads ?? Options.Threads,
        NoCache = noCache || Options.NoCache,
        Force = Options.Force.ToHashSet(StringComparer.Ordinal),
        Checkout = Checkout,
        Kind = kind,
        Shared = noCache || Options.NoCache ? null : new SharedWhenMissed(() => SharedCache.Reader(this)),
        Warned = line => Progress($"! {line}"),
        Finished = Options.StepFinished,
    });

    /// <summary>The remote that holds data and accepted models.</summary>
    public IRemote DataRemote() => Remote(Project.DataRemote);

    /// <summary>Where packages go.</summary>
    public IRemote Registry() => Remote(Options.Registry ?? Project.Registry);

    /// <summary>A remote by reference: a folder of the repository or <c>oci://host/name</c>.</summary>
    internal IRemote OpenRemote(string reference) => Remote(reference);

    private IRemote Remote(string reference)
    {
        try
        {
            return Remotes.Open(Rooted(reference), RemoteSettings.From(Options.Time, Project.CertificateAuthority is { } file ? Path.Combine(Workspace.Root, file) : null));
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException(problem.Message, problem);
        }
    }

    /// <summary>A path of the repository; an <c>oci://</c> reference stays as it is.</summary>
    public string Rooted(string reference) => reference.StartsWith("oci://", StringComparison.Ordinal) ? reference : Path.Combine(Workspace.Root, reference);

    /// <summary>Why a step ran, or that its result was found: the summary's last column.</summary>
    public string Why(params IEnumerable<Artifact> artifacts)
    {
        var steps = artifacts.Select(a => Run.Steps.FirstOrDefault(s => s.Name == a.Step)).OfType<StepRun>().ToArray();
        return steps.FirstOrDefault(s => !s.Cached)?.Why ?? (steps.Length == 0 ? "" : "cached: " + steps[0].Why);
    }

    /// <summary>Writes the records of the runs that there were; returns that of the session's own run.</summary>
    public RunRecord? Finish()
    {
        if (Arrival is { Run.IsOpen: true } arrival) arrival.Run.Save();
        if (Arrival?.Challenger is { IsOpen: true } challenger) challenger.Save();
        return _run?.Save();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_run is { IsOpen: true } || Arrival is { Run.IsOpen: true } or { Challenger.IsOpen: true }) FinishQuietly();
        _run?.Dispose();
        Arrival?.Dispose();
    }

    private void FinishQuietly()
    {
        try
        {
            Finish();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A disk that is full was told where the work met it; what ends here must not hide that.
        }
    }
}
