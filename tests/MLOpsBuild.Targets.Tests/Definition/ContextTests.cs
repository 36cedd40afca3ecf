using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests.Definition;

public sealed class ContextTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private interface IServer : INukeBuild
    {
        Setup StartServer => _ => _.Executes(() => Server("start"));

        Cleanup StopServer => _ => _.Executes(() => Server("stop"));

        void Server(string what);
    }

    private sealed class Build : NotingBuild, IServer
    {
        Target Api => _ => _.DependsOnContext<IServer>().Executes(Ran);

        Target Load => _ => _.DependsOnContext<IServer>().Executes(() => throw new TargetFailedException("slow"));

        Target Alone => _ => _.Executes(() => Note($"{ExecutionPlan.Contains(((IServer)this).StartServer)} {ExecutionPlan.Contains(((IServer)this).StopServer)}"));

        Target Asks => _ => _.DependsOnContext<IServer>().Executes(() => Note($"{ExecutionPlan.Contains(((IServer)this).StartServer)} {ExecutionPlan.Contains(((IServer)this).StopServer)}"));

        public void Server(string what) => Note(what);
    }

    private interface IHalf : INukeBuild
    {
        Setup Begin => _ => _;
    }

    private sealed class Halved : NukeBuild, IHalf
    {
        Target A => _ => _.DependsOnContext<IHalf>();
    }

    private sealed class Without : NukeBuild
    {
        Target A => _ => _.DependsOnContext<IServer>();
    }

    [Theory]
    [InlineData("Api", 0, "start Api stop")]
    [InlineData("Load", 1, "start stop")]
    [InlineData("Alone", 0, "False False")]
    [InlineData("Asks", 0, "start True True stop")]
    public async Task Setup_comes_before_and_cleanup_after_what_uses_the_context_also_when_that_fails(string target, int exitCode, string notes)
    {
        Assert.Equal(exitCode, await _fixture.Run<Build>(target + " --degree 4"));
        Assert.Equal(notes, string.Join(' ', _notes));
    }

    [Fact]
    public async Task Context_that_is_missing_or_incomplete_is_an_error()
    {
        Assert.Equal(2, await _fixture.Run<Halved>("A"));
        Assert.Contains("The context IHalf has 0 properties of type Cleanup", _fixture.Output, StringComparison.Ordinal);
        Assert.Equal(2, await _fixture.Run<Without>("A"));
        Assert.Contains("Without.A depends on the context IServer, which Without does not implement.", _fixture.Output, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    private sealed class NotesAttribute(string name) : BuildExtensionAttributeBase, IOnBuildCreated, IOnBuildInitialized, IOnTargetRunning, IOnTargetSucceeded, IOnTargetSummaryUpdated, IOnBuildFinished
    {
        public void OnBuildCreated(IReadOnlyCollection<Targets.Definition.ExecutableTarget> executableTargets) => Watched.Say($"{name} created {executableTargets.Count} {Build is Watched}");

        public void OnBuildInitialized(IReadOnlyCollection<Targets.Definition.ExecutableTarget> executableTargets, IReadOnlyCollection<Targets.Definition.ExecutableTarget> executionPlan) => Watched.Say($"{name} plan {executionPlan.Count}");

        public void OnTargetRunning(Targets.Definition.ExecutableTarget target) => Watched.Say($"{name} running {target}");

        public void OnTargetSucceeded(Targets.Definition.ExecutableTarget target) => Watched.Say($"{name} succeeded {target}");

        public void OnTargetSummaryUpdated(INukeBuild build, Targets.Definition.ExecutableTarget target) => Watched.Say($"{name} summary {target}");

        public void OnBuildFinished() => Watched.Say($"{name} finished");
    }

    [Notes("low", Priority = 1)]
    [Notes("high", Priority = 2)]
    private sealed class Watched : NotingBuild
    {
        Target A => _ => _.Executes(() => ReportSummary(_ => _.AddPair("n", 1)));

        Target B => _ => _;

        public static void Say(string text) => Note(text);

        protected internal override void OnTargetRunning(string target) => Note($"override running {target}");
    }

    [Fact]
    public async Task Extensions_are_called_by_priority_and_before_the_overrides()
    {
        Assert.Equal(0, await _fixture.Run<Watched>("A"));
        Assert.Equal(
            [
                "high created 2 True", "low created 2 True", "high plan 1", "low plan 1", "high running A", "low running A", "override running A",
                "high summary A", "low summary A", "high succeeded A", "low succeeded A", "high finished", "low finished",
            ],
            _notes);
    }
}
