using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests;

/// <summary>The surface that a build file uses, in one small build.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private interface IHasData : INukeBuild
    {
        [Parameter("Folder of the data")] AbsolutePath Data => TryGetValue(() => Data) ?? RootDirectory / "data";

        Target DataValidation => _ => _
            .Description("Validates the data against its schema")
            .Executes(() => Log.Information("Validating {Data}", RootDirectory.GetRelativePathTo(Data)));
    }

    private sealed class Configuration : Enumeration
    {
        public static readonly Configuration Debug = new() { Value = nameof(Debug) };
        public static readonly Configuration Release = new() { Value = nameof(Release) };
    }

    private sealed class Build : NukeBuild, IHasData
    {
        public static int Start() => Execute<Build>(x => x.Release);

        [Parameter("Number of trees")] readonly int Trees = 200;
        [Parameter("Token of the registry"), Secret] readonly string? RegistryToken;
        [Parameter] readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;

        static AbsolutePath Output => RootDirectory / "artifacts";

        Target Train => _ => _
            .Description("Trains the pipeline's model on its pinned window")
            .DependsOn<IHasData>(x => x.DataValidation)
            .Produces(Output / "*.model")
            .Executes(async cancellation =>
            {
                await Task.Yield();
                cancellation.ThrowIfCancellationRequested();
                Log.Information("Training {Trees} trees in {Configuration}", Trees, Configuration);
                CurrentTarget.Report(new TargetOutcome(Verdict: "pass", Why: "inputs unchanged", Cached: true));
                ReportSummary(_ => _.AddPair("Trees", Trees));
            });

        Target Drift => _ => _
            .DependsOn<IHasData>()
            .ProceedAfterFailure()
            .Executes(() => throw new TargetFailedException(ExitCodes.GateFailed, "psi of 'distance' is 0.31, allowed 0.2"));

        Target Publish => _ => _
            .DependsOn(Train)
            .Consumes(Train)
            .Requires(() => RegistryToken)
            .OnlyWhenDynamic(() => IsServerBuild)
            .Executes(() => { });

        Target CleanUp => _ => _
            .After(Train)
            .TriggeredBy(Train)
            .AssuredAfterFailure()
            .Unlisted()
            .Executes(() => Output.CreateOrCleanDirectory());

        Target Release => _ => _
            .DependsOn(Train, Drift);
    }

    [Fact]
    public async Task Example_runs_as_it_reads()
    {
        Assert.Equal(1, await _fixture.Run<Build>("Release --trees 50", x => ((IHasData)x).DataValidation));

        Assert.Contains("12:30:15 [INF] Validating data", _fixture.Lines);
        Assert.Contains("12:30:15 [INF] Training 50 trees in Debug", _fixture.Lines);
        Assert.Contains(_fixture.Lines, l => l.StartsWith("Train ", StringComparison.Ordinal) && l.Contains("pass", StringComparison.Ordinal) && l.EndsWith("cached: inputs unchanged; Trees: 50", StringComparison.Ordinal));
        Assert.Contains(_fixture.Lines, l => l.StartsWith("CleanUp", StringComparison.Ordinal) && l.EndsWith("triggered by Train", StringComparison.Ordinal));
        Assert.EndsWith("Build failed: Drift (exit code 1).\n", _fixture.Output, StringComparison.Ordinal);
    }
}
