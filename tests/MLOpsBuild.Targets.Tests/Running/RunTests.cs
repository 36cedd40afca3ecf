namespace MLOpsBuild.Targets.Tests.Running;

public sealed class RunTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private sealed class Plain : NotingBuild
    {
        Target Restore => _ => _.Executes(Ran);

        Target Compile => _ => _.DependsOn(Restore).Executes(Ran);

        Target Test => _ => _.DependsOn(Compile).Executes(Ran, Ran);

        Target Pack => _ => _.DependsOn(Compile).Before(Publish).Executes(async () =>
        {
            await Task.Yield();
            Ran();
        });

        Target Publish => _ => _.TriggeredBy(Test).Executes(Ran);

        Target All => _ => _.DependsOn(Test, Pack);

        Target Typed => _ => _.Executes(() => 3).Executes(ReturnsTask);

        public Target Default => All;

        private static async Task<int> ReturnsTask()
        {
            await Task.Yield();
            Note("typed task");
            return 3;
        }
    }

    private sealed class Dry : NotingBuild
    {
        Target Compile => _ => _.Executes(Ran);

        Target Test => _ => _.DependsOn(Compile).Executes(Ran);

        protected internal override Task<int?> InsteadOfTargets()
        {
            Note($"would run {string.Join(", ", ExecutionPlan.Select(t => t.Name))}");
            return Task.FromResult<int?>(3);
        }
    }

    [Fact]
    public async Task A_build_that_answers_instead_of_its_targets_ends_with_its_own_code_and_runs_none()
    {
        Assert.Equal(3, await _fixture.Run<Dry>("Test"));
        Assert.Equal(["would run Compile, Test"], _notes);
    }

    [Fact]
    public async Task Default_target_runs_with_what_it_needs_in_the_plans_order()
    {
        var exit = await _fixture.Run<Plain>("", b => b.Default);

        Assert.Equal(0, exit);
        Assert.Equal(["Restore", "Compile", "Pack", "Test", "Test", "Publish"], _notes);
        Assert.DoesNotContain("All  ", _fixture.Output, StringComparison.Ordinal);
        Assert.EndsWith("Build succeeded.\n", _fixture.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Restore+Pack")]
    [InlineData("pack restore")]
    [InlineData("--target Pack Restore")]
    [InlineData("--target=Pack+Restore")]
    [InlineData("--no-logo Pack")]
    [InlineData("--degree 1 Pack --no-logo")]
    [InlineData("--host Terminal Pack")]
    [InlineData("--no-logo true Pack")]
    [InlineData("--no-logo -- Pack")]
    public async Task Targets_are_found_wherever_they_stand(string arguments)
    {
        Assert.Equal(0, await _fixture.Run<Plain>(arguments, b => b.Default));
        Assert.Equal(["Restore", "Compile", "Pack"], _notes);
    }

    [Fact]
    public async Task Task_with_a_result_is_awaited()
    {
        Assert.Equal(0, await _fixture.Run<Plain>("Typed", b => b.Default));
        Assert.Equal(["typed task"], _notes);
    }

    [Fact]
    public async Task Unknown_target_names_the_nearest_ones()
    {
        Assert.Equal(ExitCodes.Usage, await _fixture.Run<Plain>("Comple Tset", b => b.Default));
        Assert.Contains("Unknown target 'Comple'. Did you mean Compile?", _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("Unknown target 'Tset'. Did you mean Test?", _fixture.Output, StringComparison.Ordinal);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Build_without_default_target_shows_help() 
    {
        Assert.Equal(0, await _fixture.Run<Plain>(""));
        Assert.Contains("Targets (with their direct dependencies):", _fixture.Output, StringComparison.Ordinal);
    }

    private sealed class Failing : NotingBuild
    {
        Target Ends => _ => _.Executes(() => throw new TargetFailedException(1, "the gate drift failed"));

        Target Env => _ => _.Executes(() => throw new IOException("disk full"));

        Target Defect => _ => _.Executes(() => throw new InvalidOperationException("oops"));

        Target Own => _ => _.Executes(() => throw new FormatException("mine"));

        Target Both => _ => _.ProceedAfterFailure().Executes(() => throw new AggregateException(new TargetFailedException("gate"), new TimeoutException()));

        Target After => _ => _.DependsOn(Ends).Executes(Ran);

        Target CleanUp => _ => _.After(After).AssuredAfterFailure().Executes(Ran);

        Target AfterBoth => _ => _.DependsOn(Both).Executes(Ran);

        Target BadCleanUp => _ => _.AssuredAfterFailure().Executes(() => throw new IOException("locked"));

        protected internal override int? ExitCodeOf(Exception exception) => exception is FormatException ? 3 : null;
    }

    [Theory]
    [InlineData("Ends", 1)]
    [InlineData("Env", 3)]
    [InlineData("Defect", 70)]
    [InlineData("Own", 3)]
    [InlineData("Both", 3)]
    [InlineData("Ends Both --degree 1", 3)]
    public async Task Failure_has_its_exit_code(string arguments, int expected)
    {
        Assert.Equal(expected, await _fixture.Run<Failing>(arguments));
        Assert.Contains($"(exit code {expected}).", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_stops_the_rest_but_not_assured_targets()
    {
        Assert.Equal(1, await _fixture.Run<Failing>("After CleanUp"));

        Assert.Equal(["CleanUp"], _notes);
        Assert.Contains(_fixture.Lines, l => l.StartsWith("After", StringComparison.Ordinal) && l.Contains("NotRun", StringComparison.Ordinal) && l.EndsWith("because Ends failed", StringComparison.Ordinal));
        Assert.Contains(_fixture.Lines, l => l.StartsWith("Ends", StringComparison.Ordinal) && l.EndsWith("the gate drift failed", StringComparison.Ordinal));
        Assert.Contains("[ERR] Ends: the gate drift failed", _fixture.Lines);
    }

    [Fact]
    public async Task Failure_of_an_assured_target_does_not_stop_the_others()
    {
        Assert.Equal(3, await _fixture.Run<Failing>("Ends CleanUp BadCleanUp"));
        Assert.Equal(["CleanUp"], _notes);
    }

    [Fact]
    public async Task Build_proceeds_after_a_failure_that_allows_it_and_fails_nevertheless()
    {
        Assert.Equal(3, await _fixture.Run<Failing>("AfterBoth"));
        Assert.Equal(["AfterBoth"], _notes);
    }

    [Theory]
    [InlineData("Ends", false)]
    [InlineData("Env", false)]
    [InlineData("Defect", true)]
    public async Task Stack_trace_is_shown_for_defects_only(string target, bool expected)
    {
        await _fixture.Run<Failing>(target);
        Assert.Equal(expected, _fixture.Output.Contains("   at ", StringComparison.Ordinal));
    }

    private sealed class Skipping : NotingBuild
    {
        [Parameter] readonly bool Flag;

        Target Clean => _ => _.Executes(Ran);

        Target Restore => _ => _.DependsOn(Clean).Executes(Ran);

        Target Shared => _ => _.Executes(Ran);

        Target Docs => _ => _.DependsOn(Shared).OnlyWhenStatic(() => Flag == true).OnlyWhenStatic(() => Name == "p").Executes(Ran);

        Target Keeps => _ => _.DependsOn(Clean).WhenSkipped(DependencyBehavior.Execute).OnlyWhenStatic(() => Flag).Executes(Ran);

        Target Dynamic => _ => _.DependsOn(Clean).OnlyWhenDynamic(() => IsSkippedLate()).Triggers(Late).Executes(Ran);

        Target Late => _ => _.Executes(Ran);

        Target Top => _ => _.DependsOn(Docs, Restore).Executes(Ran);

        Target Uses => _ => _.DependsOn(Shared).Executes(Ran);

        Target Throws => _ => _.OnlyWhenDynamic(() => Name.Length / (Name.Length - 1) > 1).Executes(Ran);

        Target ThrowsEarly => _ => _.OnlyWhenStatic(() => Name.Length / (Name.Length - 1) > 1).Executes(Ran);

        private static string Name => "x";

        private static bool IsSkippedLate()
        {
            Note("asked");
            return false;
        }
    }

    [Fact]
    public async Task Static_condition_skips_with_its_text_and_takes_dependencies_along()
    {
        Assert.Equal(0, await _fixture.Run<Skipping>("Top"));

        Assert.Equal(["Clean", "Restore", "Top"], _notes);
        Assert.Contains("only when Flag == true && Name == \"p\"", _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("because of Docs", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependency_that_another_target_needs_is_not_skipped_along()
    {
        Assert.Equal(0, await _fixture.Run<Skipping>("Docs Uses"));
        Assert.Equal(["Shared", "Uses"], _notes);
    }

    [Fact]
    public async Task Dependencies_of_a_skipped_target_run_when_it_says_so()
    {
        Assert.Equal(0, await _fixture.Run<Skipping>("Keeps"));
        Assert.Equal(["Clean"], _notes);
    }

    [Fact]
    public async Task Dynamic_condition_is_asked_just_before_and_takes_waiting_triggers_along()
    {
        Assert.Equal(0, await _fixture.Run<Skipping>("Dynamic"));
        Assert.Equal(["Clean", "asked"], _notes);
        Assert.Contains("because of Dynamic", _fixture.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Restore --skip Restore", "Restore")]
    [InlineData("Restore --skip", "Restore")]
    [InlineData("Top --skip restore+docs", "Top")]
    [InlineData("Top --skip --no-logo", "Top")]
    [InlineData("Top --skip Clean", "Restore Top")]
    public async Task Skip_parameter_follows_the_rules(string arguments, string ran)
    {
        Assert.Equal(0, await _fixture.Run<Skipping>(arguments));
        Assert.Equal(ran, string.Join(' ', _notes));
    }

    [Fact]
    public async Task Unknown_name_to_skip_is_an_error()
    {
        Assert.Equal(2, await _fixture.Run<Skipping>("Top --skip Restor"));
        Assert.Contains("Unknown target 'Restor'. Did you mean Restore?", _fixture.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Throws")]
    [InlineData("ThrowsEarly")]
    public async Task Condition_that_throws_ends_the_build(string target)
    {
        Assert.Equal(70, await _fixture.Run<Skipping>(target));
        Assert.Empty(_notes);
        Assert.Contains(target, _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("DivideByZeroException", _fixture.Output, StringComparison.Ordinal);
    }

    private sealed class Requiring : NotingBuild
    {
        [Parameter] readonly string? Text;
        [Parameter, Secret] readonly string? Token;
        [Parameter] readonly int? Number;
        [Parameter, Required] readonly string Needed = "";
        private readonly string? _plain = null;

        Target Text_ => _ => _.Requires(() => Text).Executes(Ran);

        Target Token_ => _ => _.Requires(() => Token).Executes(Ran);

        Target Number_ => _ => _.Requires(() => Number).Executes(Ran);

        Target Condition => _ => _.Requires(() => Text == "x").Executes(Ran);

        Target Plain => _ => _.Requires(() => _plain).Executes(Ran);

        Target All => _ => _.DependsOn(Text_, Token_, Number_, Condition, Plain);
    }

    [Fact]
    public async Task Unmet_requirements_are_all_listed_and_nothing_runs()
    {
        Assert.Equal(2, await _fixture.Run<Requiring>("All --text=  "));

        Assert.Empty(_notes);
        Assert.Contains("error: The target 'Text_' requires --text; it has no value.", _fixture.Lines);
        Assert.Contains("error: The target 'Token_' requires --token; pass it as the environment variable Token.", _fixture.Lines);
        Assert.Contains("error: The target 'Number_' requires --number; it has no value.", _fixture.Lines);
        Assert.Contains("error: The target 'Condition' requires (Text == \"x\").", _fixture.Lines);
        Assert.Contains("error: The target 'Plain' requires a value in '_plain'.", _fixture.Lines);
        Assert.Contains("error: --needed is required; it has no value.", _fixture.Lines);
    }

    [Fact]
    public async Task Requirement_of_a_skipped_target_is_not_checked() =>
        Assert.Equal(0, await _fixture.Run<Requiring>("Number_ --number 0 --needed x"));
}
