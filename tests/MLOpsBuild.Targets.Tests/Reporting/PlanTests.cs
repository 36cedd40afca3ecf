using System.Diagnostics;
using System.Text.Json;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class PlanTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private sealed class Pipeline : NotingBuild
    {
        [Parameter("Window of the <data> to train on.")] readonly string? Window;
        [Parameter, Secret] readonly string? Token;
        [Parameter("Hidden", List = false)] readonly string? Hidden;
        [Parameter("How"), Required] readonly Verbosity How;

        Target Lint => _ => _.Before(Data).Unlisted().Executes(Ran);

        Target Data => _ => _.Description("Validates the data & its lock").Executes(Ran);

        Target Features => _ => _.DependsOn(Data).Executes(Ran);

        Target Train => _ => _.Description("Trains the model").DependsOn(Features, Data).Executes(Ran);

        Target Report => _ => _.TriggeredBy(Train).Executes(Ran);

        public Target Release => _ => _.DependsOn(Train).After(Report);
    }

    [Fact]
    public async Task Plan_is_shown_as_a_tree_and_an_order_and_nothing_runs()
    {
        Assert.Equal(0, await _fixture.Run<Pipeline>("--plan --no-logo", b => b.Release));

        Assert.Equal(
            $"""
            Plan for Release: 5 targets, at most 1 at once

            Release
            └─ Train
               ├─ Features
               │  └─ Data
               └─ Data
            Report  (triggered by Train)

            Order
               1. Data
               2. Features  after Data
               3. Train  after Data, Features
               4. Report  after Train
               5. Release  after Train, Report

            As a page: {_fixture.Root / ".nuke" / "temp" / "execution-plan.html"}

            """,
            _fixture.Output);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Page_stands_alone_and_escapes()
    {
        await _fixture.Run<Pipeline>("--plan", b => b.Release);

        var page = (_fixture.Root / ".nuke" / "temp" / "execution-plan.html").ReadAllText();
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("<td>Validates the data &amp; its lock</td>", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<rect").Length - 1);
        Assert.Equal(3, page.Split("class=\"needs\"").Length - 2);
    }

    [Fact]
    public async Task Plan_as_JSON_is_all_that_is_printed()
    {
        await _fixture.Run<Pipeline>("Train --plan --json", b => b.Release);

        using var json = JsonDocument.Parse(_fixture.Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(["Data", "Features", "Train", "Report"], json.RootElement.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Help_lists_targets_parameters_and_examples()
    {
        Assert.Equal(0, await _fixture.Run<Pipeline>("--help --no-logo", b => b.Release));

        Assert.Equal(
            """
            Targets (with their direct dependencies):

              Data
                Validates the data & its lock
              Features             -> Data
              Train                -> Features, Data
                Trains the model
              Report
              Release (default)    -> Train

            Parameters:

              --how                How. One of Verbose, Normal, Minimal, Quiet. Required.
              --token              No description. Secret: pass it as an environment variable.
              --window             Window of the <data> to train on.

              --target             Targets to run, separated by spaces or '+'. Default is 'Release'.

            """,
            _fixture.Output[.._fixture.Output.IndexOf("  --skip", StringComparison.Ordinal)]);
        Assert.Contains("  ./build.sh Release --plan\n", _fixture.Output, StringComparison.Ordinal);
        Assert.All(_fixture.Lines, l => Assert.True(l.Length <= 100, l));
    }

    [Theory]
    [InlineData("|", "Data Features Lint Release Report Train")]
    [InlineData("Tr|", "Train")]
    [InlineData("data |tr", "Train")]
    [InlineData("--ho|", "--host --how")]
    [InlineData("--how q|", "Quiet")]
    [InlineData("--skip Data Tra|", "Train")]
    [InlineData("--window x Tra|", "Train")]
    [InlineData("--plan Tra|", "Train")]
    [InlineData("--shell-completion |", "bash fish powershell zsh")]
    [InlineData("--how Quiet --how|", "")]
    public async Task Completion_suggests_what_can_follow(string typed, string expected)
    {
        string[] words = [":complete", "--", .. typed.Replace("|", "", StringComparison.Ordinal).Split(' ')];

        Assert.Equal(0, await _fixture.RunWords<Pipeline>(words, b => b.Release));

        var suggested = _fixture.Lines[..^1].Where(l => typed != "|" || !l.StartsWith('-'));
        Assert.Equal(expected, string.Join(' ', suggested));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Completion_script_asks_the_build(string shell)
    {
        Assert.Equal(0, await _fixture.Run<Pipeline>($"--shell-completion {shell}"));
        Assert.Contains(":complete", _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("./build.sh", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shell_without_a_script_is_an_error_that_lists_the_others()
    {
        Assert.Equal(2, await _fixture.Run<Pipeline>("--shell-completion tcsh"));
        Assert.Contains("Known: bash, zsh, fish, powershell.", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bash_itself_completes_with_the_script()
    {
        await _fixture.Run<Pipeline>("--shell-completion bash");
        var build = _fixture.Root / "build.sh";
        build.WriteAllText("#!/bin/sh\nprintf '%s\\n' \"asked:$*\" 'with space'\n");
        var question = "chmod +x build.sh\n" + _fixture.Output + "\nCOMP_WORDS=(./build.sh Tra); COMP_CWORD=1; _mlopsbuild_complete; printf '[%s]' \"${COMPREPLY[@]}\"";

        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", question]) { WorkingDirectory = _fixture.Root, RedirectStandardOutput = true })!;

        Assert.Equal("[asked::complete -- Tra][with space]", await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
