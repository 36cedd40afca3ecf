namespace MLOpsBuild.Targets.Tests.Running;

public sealed class ContinueTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private sealed class Breaks : NotingBuild
    {
        [Parameter] readonly string? Window;

        Target First => _ => _.Executes(Ran);

        Target Second => _ => _.DependsOn(First).Executes(() =>
        {
            Ran();
            if (!(RootDirectory / "fixed").FileExists()) throw new TargetFailedException("broken");
        });

        Target Third => _ => _.DependsOn(Second).Executes(Ran);
    }

    [Fact]
    public async Task Continue_skips_what_the_last_attempt_of_the_same_command_has_done()
    {
        Assert.Equal(1, await _fixture.Run<Breaks>("Third --window a"));
        (_fixture.Root / "fixed").WriteAllText("");
        _notes.Clear();

        Assert.Equal(0, await _fixture.Run<Breaks>("--no-logo --window a Third --continue --degree 1"));

        Assert.Equal(["Second", "Third"], _notes);
        Assert.Contains(_fixture.Lines, l => l.StartsWith("First", StringComparison.Ordinal) && l.EndsWith("succeeded in the last attempt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Continue_remembers_across_several_attempts()
    {
        await _fixture.Run<Breaks>("Third");
        await _fixture.Run<Breaks>("Third --continue");
        _notes.Clear();

        await _fixture.Run<Breaks>("Third --continue");
        Assert.Equal(["Second"], _notes);
    }

    [Theory]
    [InlineData("Third --window b --continue")]
    [InlineData("Second --window a --continue")]
    public async Task Continue_of_another_command_runs_everything_with_a_warning(string arguments)
    {
        await _fixture.Run<Breaks>("Third --window a");
        _notes.Clear();

        await _fixture.Run<Breaks>(arguments);
        Assert.Equal(["First", "Second"], _notes);
        Assert.Contains(_fixture.Lines, l => l.StartsWith("[WRN] --continue: ", StringComparison.Ordinal));
    }
}
