using MLOpsBuild.Cli;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Steps;

/// <summary>The build of this repository. Targets are thin: each calls one operation of the libraries.</summary>
public sealed partial class Build : NukeBuild
{
    [Parameter("The pipeline to build")]
    public string Pipeline { get; set; } = "flight-delay";

    [Parameter("Overrides of parameters, for example: train.trees=300")]
    public string[] Set { get; set; } = [];

    [Parameter("Worker threads; no result depends on it")]
    public int Threads { get; set; } = Environment.ProcessorCount;

    [Parameter("Computes every step again")]
    public bool NoCache { get; set; }

    [Parameter("Steps to compute again")]
    public string[] Force { get; set; } = [];

    [Parameter("Says of every step of the planned targets whether it would run and why, and runs nothing")]
    public bool DryRun { get; set; }

    [Parameter("Where model packages are pushed: a folder or oci://host/name")]
    public string? Registry { get; set; }

    private readonly Lazy<Session> _session;

    /// <summary>What to say last of all: the count of tests, or where the report is.</summary>
    public static string? ClosingLine { get; private set; }

    public Build() => _session = new Lazy<Session>(() => Session.Open(RootDirectory, Program.Pipelines, new SessionOptions
    {
        Pipeline = Pipeline,
        Overrides = Set,
        Threads = Threads,
        NoCache = NoCache,
        Force = Force,
        Registry = Registry,
        Progress = line => Log.Information("{Line}", line),
    }));

    /// <summary>Everything the targets share: the checkout, its store, and one run of the pipeline.</summary>
    private Session Session => _session.Value;

    /// <summary>From pinned data to a promoted model.</summary>
    private Target Default => _ => _
        .Description("CI and CD of the pipeline: what a clone runs first")
        .DependsOn(CI, CD);

    /// <summary>What the planned targets bring up to date.</summary>
    private IReadOnlyList<Artifact> Planned(Release release) =>
    [
        .. ExecutionPlan.Contains(DataValidation) ? release.Features.Dataset.Validations : [],
        .. ExecutionPlan.Contains(Train) ? (Artifact[])[release.Model] : [],
        .. ExecutionPlan.Contains(Evaluate) ? (Artifact[])[release.Evaluation] : [],
        .. ExecutionPlan.Contains(ConvergenceTests) && release.Convergence is { } convergence ? (Artifact[])[convergence] : [],
    ];

    public static int Run() => Execute<Build>(x => x.Default);

    protected override void OnBuildFinished()
    {
        if (!_session.IsValueCreated) return;
        using var session = Session;
        session.Finish();
        VerdictFiles.Write(session);
        ClosingLine = session.ClosingLine ?? (session.ReportPath is { } report ? $"Report: {report}" : null);
    }
}
