using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("The environment to promote to or to roll back; all in order when left out")]
    public string? Environments { get; set; }

    private Target Package => _ => _
        .Description("Packs the model as an OCI artifact")
        .DependsOn(MetricsGate, ConvergenceTests, DataValidation)
        .Executes(() => Judge(Packaging.Pack(Session, Stop)));

    private Target CompatibilityTests => _ => _
        .Description("Checks that the package fits its features, its last signature and this machine")
        .DependsOn(Package)
        .Executes(() => Judge(Serving.Compatibility(Session, Stop)));

    private Target ApiTests => _ => _
        .Description("Tests a running server's API against the packaged model")
        .DependsOn(Package)
        .Executes(() => Judge(Serving.Api(Session, Stop)));

    private Target LoadTests => _ => _
        .Description("Sends requests on schedule to a running server and measures latency")
        .DependsOn(ApiTests)
        // Beside what takes all cores it would measure those.
        .After(FeatureTests, PipelineTests, ConvergenceTests, Reproduce)
        .Executes(() => Judge(Serving.Load(Session, Stop)));

    private Target PredictionTarget => _ => _
        .Description("Holds the metrics against the absolute limits of gates.json")
        .DependsOn(Evaluate)
        .Executes(() => Judge(Model.Target(Session, Stop)));

    private Target RegistryPush => _ => _
        .Description("Pushes package and evidence to the registry")
        .DependsOn(CompatibilityTests, ApiTests, LoadTests, PredictionTarget)
        .Executes(() => Judge(Packaging.Push(Session, Stop)));

    private Target Promote => _ => _
        .Description("Writes the environments' desired state by commit; within CD on a scratch clone, by itself on your branch")
        .DependsOn(RegistryPush)
        .Executes(() => Judge(Promotion.Promote(Session, Environments, onScratchClone: !InvokedTargets.Contains(Promote), cancellationToken: Stop)));

    private Target Rollback => _ => _
        .Description("Returns an environment to its last good model by commit; within CD on the scratch clone")
        .After(Promote)
        .Executes(() => Judge(Promotion.Rollback(Session, Environments, onScratchClone: !InvokedTargets.Contains(Rollback), cancellationToken: Stop)));

    private Target CD => _ => _
        .Description("Package, its tests, registry, promotion and rollback")
        .DependsOn(CompatibilityTests, ApiTests, LoadTests, PredictionTarget, RegistryPush, Promote, Rollback);
}
