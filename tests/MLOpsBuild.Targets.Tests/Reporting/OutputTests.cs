using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class OutputTests : IDisposable
{
    private const string Token = "s3cr3t%value&more";
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private sealed class Reports : NukeBuild
    {
        [Parameter, Secret] readonly string? Token;
        [Parameter, Secret] readonly int? Pin;
        [Parameter] readonly bool Publish;

        Target Train => _ => _.Description("Trains the model").Executes(() =>
        {
            CurrentTarget.Report(new TargetOutcome(Why: "inputs and code are those of sha256:12ab", Cached: true));
            ReportSummary(s => s.AddPair("Rows", 8189).AddPair("AUC", 0.836));
        });

        Target Gate => _ => _.DependsOn(Train).Executes(() =>
        {
            CurrentTarget.Summary(verdict: "hold", note: "the interval spans the margin");
            throw new TargetFailedException("auc [0.79, 0.85] spans 0.80 | see the report");
        });

        Target Failing => _ => _.Executes(() =>
        {
            CurrentTarget.Summary(verdict: "failed", note: "");
            throw new TargetFailedException("4 passed, 2 failed");
        });

        Target Later => _ => _.DependsOn(Gate).Executes(() => { });

        Target Talks => _ => _.Executes(() =>
        {
            Log.Verbose("verbose");
            Log.Debug("debug");
            Log.Information("{Rows} rows in {Seconds:F1} s, {{literally}}", 8189, 1.26);
            Log.Warning("careful");
            Log.Error("bad 100%\nsecond line");
        });

        Target Leaks => _ => _.Executes(() =>
        {
            Log.Information("token {Token}", Token);
            Log.Warning("address https://x/?t=" + Uri.EscapeDataString(Token ?? ""));
            Log.Information("pin {Pin}", Pin);
            CurrentTarget.AddPair("Token", Token);
            throw new InvalidOperationException($"failed with {Token}");
        });

        Target Long => _ => _.Executes(() => CurrentTarget.Summary("pass", string.Join(' ', Enumerable.Repeat("many words that do not fit", 12))));

        Target Quiet => _ => _.Executes(() => { });

        Target Code => _ => _.Executes(() => ExitCode = 7);

        protected internal override string? StepSummary(string summary) => Publish ? summary + $"token {Token}" : null;
    }

    [Fact]
    public async Task Summary_shows_verdict_and_why()
    {
        Assert.Equal(1, await _fixture.Run<Reports>("Later --no-logo"));

        var table = _fixture.Output[_fixture.Output.LastIndexOf("Target  ", StringComparison.Ordinal)..];
        Assert.Equal(
            $"""
            Target          Verdict    Duration  Why
            {new string('─', 100)}
            Train           Succeeded    < 1sec  cached: inputs and code are those of sha256:12ab; Rows: 8189;
                                                 AUC: 0.836
            Gate            hold         < 1sec  the interval spans the margin: auc [0.79, 0.85] spans 0.80 |
                                                 see the report
            Later           NotRun               because Gate failed
            {new string('─', 100)}
            Total < 1sec

            Build failed: Gate (exit code 1).

            """,
            table);
    }

    [Fact]
    public async Task Failure_without_a_note_is_its_message_alone()
    {
        await _fixture.Run<Reports>("Failing --no-logo");

        Assert.Contains(_fixture.Lines, l => l.StartsWith("Failing ", StringComparison.Ordinal) && l.EndsWith(" < 1sec  4 passed, 2 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_line_is_longer_than_the_width_and_no_escape_is_written_without_colours()
    {
        Assert.Equal(0, await _fixture.Run<Reports>("Long"));

        Assert.All(_fixture.Lines.Where(l => !l.StartsWith("MLOpsBuild", StringComparison.Ordinal)), l => Assert.True(l.Length <= 100, l));
        Assert.DoesNotContain('\e', _fixture.Output);
        Assert.All(_fixture.Lines, l => Assert.Equal(l.TrimEnd(), l));
    }

    [Fact]
    public async Task Colours_are_written_where_they_show()
    {
        _fixture.Colors = true;
        await _fixture.Run<Reports>("Long");
        Assert.Contains("\e[32mBuild succeeded.\e[0m", _fixture.Lines);
    }

    [Theory]
    [InlineData("Verbose", "VRB DBG INF WRN ERR")]
    [InlineData("Normal", "DBG INF WRN ERR")]
    [InlineData("Minimal", "WRN ERR")]
    [InlineData("Quiet", "ERR")]
    public async Task Verbosity_chooses_what_is_logged(string verbosity, string levels)
    {
        await _fixture.Run<Reports>($"Talks --verbosity {verbosity}");

        Assert.Equal(levels.Split(' '), _fixture.Lines.Where(l => l.StartsWith("12:30:15 [", StringComparison.Ordinal)).Select(l => l[10..13]));
        Assert.Contains("[WRN] Talks: careful", _fixture.Lines);
        Assert.Contains("[ERR] Talks: bad 100%", _fixture.Lines);
    }

    [Fact]
    public async Task Message_has_its_holes_filled_in_the_invariant_culture()
    {
        await _fixture.Run<Reports>("Talks");
        Assert.Contains("12:30:15 [INF] 8189 rows in 1.3 s, {literally}", _fixture.Lines);
    }

    [Fact]
    public async Task Quiet_build_shows_neither_logo_nor_headers()
    {
        Assert.Equal(0, await _fixture.Run<Reports>("Quiet --quiet"));
        Assert.DoesNotContain("║", _fixture.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MLOpsBuild", _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("Build succeeded.", _fixture.Lines);
    }

    [Fact]
    public async Task Header_has_NUKEs_form()
    {
        await _fixture.Run<Reports>("Quiet --no-logo");
        Assert.Equal(["", "╬══════════", "║ Quiet", "╬══", ""], _fixture.Lines[..5]);
    }

    [Fact]
    public async Task GitHub_groups_and_annotates()
    {
        _fixture.Variables["GITHUB_ACTIONS"] = "true";
        await _fixture.Run<Reports>("Talks --no-logo");

        Assert.Equal("::group::Talks", _fixture.Lines[0]);
        Assert.Contains("::warning title=Talks::careful", _fixture.Lines);
        Assert.Contains("::error title=Talks::bad 100%25%0Asecond line", _fixture.Lines);
        Assert.Equal(_fixture.Lines.Count(l => l.StartsWith("::group::", StringComparison.Ordinal)), _fixture.Lines.Count(l => l == "::endgroup::"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --host GitHubActions")]
    public async Task Secrets_never_appear(string host)
    {
        _fixture.Variables["TOKEN"] = Token;
        _fixture.Variables["PIN"] = "7391";
        Assert.Equal(70, await _fixture.Run<Reports>("Leaks --publish" + host));

        var shown = string.Join('\n', _fixture.Lines.Where(l => !l.StartsWith("::add-mask::", StringComparison.Ordinal)));
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("7391", shown, StringComparison.Ordinal);
        Assert.Contains("[INF] token ***", shown, StringComparison.Ordinal);
        Assert.Equal(host.Length > 0, _fixture.Output.Contains("::add-mask::s3cr3t%25value&more\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secret_of_a_wrong_type_is_not_quoted()
    {
        Assert.Equal(2, await _fixture.Run<Reports>("Leaks --pin=hunter2"));
        Assert.Contains("error: --pin: the value given is not a whole number of type Int32 (from the command line).", _fixture.Lines);
        Assert.DoesNotContain("hunter2", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_in_a_file_is_refused()
    {
        _fixture.WriteParameters("""{ "Token": "abc" }""");
        Assert.Equal(2, await _fixture.Run<Reports>("Quiet"));
        Assert.Contains("error: .nuke/parameters.json:1: 'Token' is a secret, which no file of the repository may hold; pass it as an environment variable.", _fixture.Lines);
    }

    [Fact]
    public async Task Step_summary_is_appended_when_the_build_asks_for_it()
    {
        var file = _fixture.Root / "summary.md";
        file.WriteAllText("before\n");
        _fixture.Variables["GITHUB_STEP_SUMMARY"] = file;
        _fixture.Variables["TOKEN"] = Token;

        await _fixture.Run<Reports>("Gate");
        Assert.Equal("before\n", file.ReadAllText());
        await _fixture.Run<Reports>("Gate --publish");
        Assert.Equal(
            """
            before
            ### Build failed: Gate (exit code 1).

            | Target | Verdict | Duration | Why |
            |---|---|---:|---|
            | Train | Succeeded | < 1sec | cached: inputs and code are those of sha256:12ab; Rows: 8189; AUC: 0.836 |
            | Gate | hold | < 1sec | the interval spans the margin: auc [0.79, 0.85] spans 0.80 \| see the report |

            token ***
            """,
            file.ReadAllText());
    }

    [Fact]
    public async Task Exit_code_of_the_build_wins_and_the_last_line_says_so()
    {
        Assert.Equal(7, await _fixture.Run<Reports>("Code"));
        Assert.EndsWith("Build ended with exit code 7.\n", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_of_the_moment_is_known_only_in_actions()
    {
        Assert.Throws<InvalidOperationException>(() => NukeBuild.CurrentTarget);
        Assert.Throws<InvalidOperationException>(() => NukeBuild.RootDirectory);
        Log.Information("goes nowhere");
    }
}
