namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public static TheoryData<string> Verbs =>
    [
        "data status", "data pull", "data add", "data push", "data verify", "run", "runs list", "runs show", "why", "metrics show", "metrics accept", "metrics changes", "model list", "model show",
        "model push", "model pull", "serve", "score", "promote", "rollback", "history", "report", "completion",
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_of_every_command_shows_usage_global_options_and_an_example(string verb)
    {
        var result = _repository.Run([.. verb.Split(' '), "--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"mlops {verb}", result.Output, StringComparison.Ordinal);
        Assert.Contains("--json", result.Output, StringComparison.Ordinal);
        Assert.Contains("--quiet", result.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_arguments_and_lists_no_repository_s_names()
    {
        _repository.Run("run", "--until", "train");
        Assert.Contains("mlops why <STEP> [options]", _repository.Run("why", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_arguments_show_the_commands_and_the_exit_codes()
    {
        var result = _repository.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
        Assert.Contains("promote", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean 'status'?", "data", "satus")]
    [InlineData("Did you mean 'metrics'?", "metrcs", "show")]
    [InlineData("Did you mean '--until'?", "run", "--untl", "train")]
    [InlineData("Say what to do with 'data': add, checkout, ", "data")]
    [InlineData("at least 1 is needed", "run", "--threads", "0")]
    [InlineData("expected http://host:port", "serve", "--url", "ftp://x")]
    [InlineData("does not take 'more'", "data", "pull", "more")]
    [InlineData("FILE", "score")]
    [InlineData("bash", "completion", "tcsh")]
    public void Wrong_usage_ends_with_2_and_says_what_was_meant_and_where_help_is(string expected, params string[] arguments)
    {
        var result = _repository.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_with_json_is_a_document_too()
    {
        var result = _repository.Run("data", "satus", "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(2, (int)result.Json["exitCode"]!);
        Assert.Contains("status", (string)result.Json["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_of_a_repository_every_command_says_what_is_looked_for()
    {
        var result = _repository.RunIn(Path.GetTempPath(), "data", "status");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'.nuke' folder", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_repository_is_found_from_a_folder_below()
    {
        Assert.Equal(0, _repository.RunIn(_repository.PathOf("pipelines/orders-late"), "data", "status").ExitCode);
    }

    [Fact]
    public void An_unknown_pipeline_suggests_the_nearest()
    {
        var result = _repository.Run("run", "order-late");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'orders-late'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_project_file_is_an_error_of_configuration_that_names_file_and_line()
    {
        _repository.Write("mlops.json", "{\n  \"version\": 1,\n  \"remote\": \"x\"\n}");
        var result = _repository.Run("data", "status");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mlops.json:3", result.Error, StringComparison.Ordinal);
        Assert.Contains("dataRemote", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();
}
