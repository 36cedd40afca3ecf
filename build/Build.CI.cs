using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    private Target Restore => _ => _
        .Description("Restores the packages of the whole solution, by lock files")
        .Executes(() => Judge(Solution.Restore(Session, Stop)));

    private Target Compile => _ => _
        .Description("Compiles the whole solution; warnings are errors")
        .DependsOn(Restore)
        .Executes(() => Judge(Solution.Compile(Session, Stop)));

    private Target Test => _ => _
        .Description("Runs every test of the repository; the last line counts them")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.RunAll(Session, Stop)));

    private Target FeatureTests => _ => _
        .Description("Runs the unit tests of the pipeline's features")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.RunFeatureTests(Session, Stop)));

    private Target DataPull => _ => _
        .Description("Fetches the locked partitions by digest and verifies them")
        .Executes(() => Judge(Data.Pull(Session, Stop)));

    private Target DataValidation => _ => _
        .Description("Holds every locked partition against its contract")
        .DependsOn(DataPull)
        .Executes(() => Judge(Data.Validate(Session, Stop)));

    private Target Train => _ => _
        .Description("Trains the model on its pinned window")
        .DependsOn(DataValidation, FeatureTests)
        .Executes(() => Judge(Model.Train(Session, Stop)));

    private Target Evaluate => _ => _
        .Description("Measures the model on the evaluation window, with intervals and slices")
        .DependsOn(Train)
        .Executes(() => Judge(Model.Evaluate(Session, Stop)));

    private Target ConvergenceTests => _ => _
        .Description("Shows that the training has converged: baselines, overfitting, noise, spread")
        .DependsOn(Train)
        .Executes(() => Judge(Model.Converge(Session, Stop)));

    private Target PipelineTests => _ => _
        .Description("Runs the pipeline's component integration tests")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.RunPipelineTests(Session, Stop)));

    private Target MetricsGate => _ => _
        .Description("Holds the metrics against metrics.verified.json")
        .DependsOn(Evaluate)
        .Executes(() => Judge(Model.Gate(Session, Stop)));

    private Target Checks => _ => _
        .Description("Carries out the checks of gates.json: fairness, calibration, leakage, parity, size, latency and what else it names")
        .DependsOn(Evaluate)
        // Beside what takes all cores latency would measure those; and what comes out is evidence about the package.
        .After(FeatureTests, PipelineTests, ConvergenceTests, Reproduce)
        .Before(Package)
        .Executes(() => Judge(MLOpsBuild.Cli.Operations.Checks.Judge(Session, Stop)));

    private Target Reproduce => _ => _
        .Description("Trains again without the cache and with another number of threads, and compares bytes")
        .DependsOn(Train)
        .Executes(() => Judge(Model.Reproduce(Session, Stop)));

    private Target Report => _ => _
        .Description("Writes the model report as Markdown and HTML")
        .DependsOn(Evaluate)
        .After(DataValidation, ConvergenceTests, MetricsGate, Checks, Reproduce, PredictionTarget, CompatibilityTests, ApiTests, LoadTests)
        .AssuredAfterFailure()
        .Executes(() => Judge(Reports.Write(Session, Stop)));

    private Target ModelCard => _ => _
        .Description("Brings the model's card in docs/model-cards up to date; what its authors wrote stays")
        .DependsOn(MetricsGate, Checks)
        .Executes(() => Judge(ModelCards.Write(Session, Stop)));

    private Target CI => _ => _
        .Description("Tests, data, training, evaluation and the gates that follow from them")
        .DependsOn(FeatureTests, DataValidation, ConvergenceTests, PipelineTests, MetricsGate, Checks, Reproduce, Report);
}
