using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests.Definition;

public sealed class DefinitionTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private interface IRestore : INukeBuild
    {
        Target Restore => _ => _.Executes(() => Noter.Say("component restore"));
    }

    private interface ICompile : IRestore
    {
        Target Compile => _ => _.DependsOn<IRestore>().Executes(() => Noter.Say("component compile"));
    }

    private interface IDocs : INukeBuild
    {
        Target Html => _ => _.Executes(() => Noter.Say("html"));

        Target Pdf => _ => _.Executes(() => Noter.Say("pdf"));
    }

    private interface INotThere : INukeBuild
    {
        Target Ghost => _ => _;
    }

    private abstract class Noter : NotingBuild
    {
        public static void Say(string text) => Note(text);
    }

    private sealed class WithComponents : Noter, ICompile, IDocs
    {
        Target ICompile.Compile => _ => _.Inherit<ICompile>(x => x.Compile).Executes(() => Note("own compile"));

        Target Pack => _ => _.DependsOn<ICompile>(x => x.Compile).TryDependsOn<INotThere>().After<IDocs>(x => x.Html, x => x.Pdf).Executes(Ran);
    }

    [Fact]
    public async Task Component_targets_are_found_by_short_name_and_by_type()
    {
        Assert.True(await _fixture.Run<WithComponents>("Pack Pdf") == 0, _fixture.Output);
        Assert.Equal(["component restore", "component compile", "own compile", "pdf", "Pack"], _notes.OrderBy(n => n == "Pack").ThenBy(n => n == "pdf"));
    }

    [Fact]
    public async Task Interface_target_can_be_the_default()
    {
        Assert.Equal(0, await _fixture.Run<WithComponents>("", b => ((IDocs)b).Html));
        Assert.Equal(["html"], _notes);
    }

    private abstract class Lower : NotingBuild
    {
        protected virtual Target Publish => _ => _.Description("from below").Executes(() => Note("base"));

        protected Target Other => _ => _.Executes(() => Note("other"));
    }

    private sealed class Upper : Lower
    {
        protected override Target Publish => _ => _.Base().Inherit(Other).Executes(() => Note("own"));
    }

    [Fact]
    public async Task Base_and_inherited_actions_come_first_in_the_order_of_the_calls()
    {
        Assert.True(await _fixture.Run<Upper>("Publish") == 0, _fixture.Output);
        Assert.Equal(["base", "other", "own"], _notes);
    }

    private sealed class NoBase : NukeBuild
    {
        Target Alone => _ => _.Base();
    }

    private sealed class Captures : NukeBuild
    {
        Target A => _ => _.DependsOn(B).Executes(() => { });

        Target B
        {
            get
            {
                var local = new object();
                return _ => _.Executes(() => local.ToString());
            }
        }
    }

    private sealed class OnItself : NukeBuild
    {
        Target A => _ => _.After(A);
    }

    private sealed class Circle : NukeBuild
    {
        Target A => _ => _.DependsOn(B);

        Target B => _ => _.DependsOn(C);

        Target C => _ => _.DependsOn(A);

        Target Fine => _ => _.Executes(() => { });
    }

    private sealed class Ambiguous : NukeBuild, IDocs
    {
        Target A => _ => _.DependsOn<IDocs>();
    }

    private sealed class Missing : NukeBuild
    {
        Target A => _ => _.DependsOn<IDocs>(x => x.Pdf);
    }

    private interface IOther : INukeBuild
    {
        Target Restore => _ => _;
    }

    private sealed class Twice : NukeBuild, IRestore, IOther;

    private sealed class SmallPartition : NukeBuild
    {
        Target A => _ => _.Partition(1);
    }

    private sealed class Throws : NukeBuild
    {
        Target A => _ => throw new InvalidOperationException("in a definition");
    }

    [Fact]
    public async Task Definition_that_cannot_be_is_an_error_that_names_the_place()
    {
        await Refused<NoBase>("NoBase.Alone calls Base(), but no class below declares it");
        await Refused<Captures>("Captures.A: DependsOn names a target that is no property of this build. A target's lambda must not capture local variables.");
        await Refused<OnItself>("OnItself.A: After names the target itself.");
        await Refused<Circle>(" - A, B, C, A");
        await Refused<Ambiguous>("Ambiguous.A refers to IDocs without saying which target; choose one with a lambda:\n  - Html\n  - Pdf");
        await Refused<Missing>("Missing.A refers to IDocs, which Missing does not implement");
        await Refused<Twice>("The target 'Restore' is declared by IRestore and IOther");
        await Refused<SmallPartition>("SmallPartition.A has a partition of 1");
    }

    [Fact]
    public async Task Exception_in_a_definition_is_a_defect()
    {
        Assert.Equal(70, await _fixture.Run<Throws>("A"));
        Assert.Contains("in a definition", _fixture.Output, StringComparison.Ordinal);
    }

    private async Task Refused<T>(string message)
        where T : NukeBuild, new()
    {
        Assert.Equal(2, await _fixture.Run<T>(""));
        Assert.Contains(message, _fixture.Output, StringComparison.Ordinal);
    }

    private sealed class Collections : NotingBuild
    {
        Target A => _ => _.Produces("out/*.zip").Executes(() => Note($"{InvokedTargets.Contains(B)} {InvokedTargets.Contains(A)} {ExecutionPlan.Contains(A)} {RunningTargets.Contains(A)} {ScheduledTargets.Contains(B)}"));

        Target B => _ => _.DependsOn(A).Consumes(A).Partition(2).Executes(() => Note($"{SucceededTargets.Contains(A)} {FinishedTargets.Contains(B)} {IsSucceeding} {IsFinished} {ExecutionPlan.Last().ArtifactDependencies[0].Value[0]} {ExecutionPlan.Last().PartitionSize}"));
    }

    [Fact]
    public async Task Build_sees_its_targets()
    {
        Assert.Equal(0, await _fixture.Run<Collections>("B"));
        Assert.Equal(["True False True True True", "True False True False out/*.zip 2"], _notes);
    }

    private sealed class Hooked : NotingBuild
    {
        Target A => _ => _.Executes(() => { });

        Target B => _ => _.OnlyWhenStatic(() => false).Executes(() => { });

        Target C => _ => _.ProceedAfterFailure().Executes(() => throw new TargetFailedException("no"));

        Target Collective => _ => _.DependsOn(A, B, C);

        Target Bad => _ => _.Executes(() => { });

        protected internal override void OnBuildCreated() => Note("created");

        protected internal override void OnBuildInitialized() => Note($"initialized {ExecutionPlan.Count}");

        protected internal override void OnBuildFinished() => Note("finished");

        protected internal override void OnTargetRunning(string target) => Note($"running {target}");

        protected internal override void OnTargetSkipped(string target) => Note($"skipped {target}");

        protected internal override void OnTargetSucceeded(string target) => Note(target == "Bad" ? throw new InvalidOperationException("in a hook") : $"succeeded {target}");

        protected internal override void OnTargetFailed(string target) => Note($"failed {target}");
    }

    [Fact]
    public async Task Hooks_are_called_in_order()
    {
        Assert.Equal(1, await _fixture.Run<Hooked>("Collective"));
        Assert.DoesNotContain(_fixture.Lines, l => l.StartsWith("Collective", StringComparison.Ordinal));
        Assert.Equal(["created", "initialized 4", "skipped B", "running C", "failed C", "running A", "succeeded A", "finished"], _notes);
    }

    [Fact]
    public async Task Hook_that_throws_is_a_defect_but_the_build_goes_on()
    {
        Assert.Equal(70, await _fixture.Run<Hooked>("Bad A"));
        Assert.Contains("succeeded A", _notes);
        Assert.Contains("[ERR] Bad: A hook of the build failed: InvalidOperationException: in a hook", _fixture.Lines);
    }
}
