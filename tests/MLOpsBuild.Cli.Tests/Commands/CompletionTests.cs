namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class CompletionTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Theory]
    [InlineData("./mlops da", "data")]
    [InlineData("mlops data ", "status")]
    [InlineData("mlops data add ", "orders")]
    [InlineData("mlops promote ", "staging")]
    [InlineData("mlops run ", "orders-late")]
    [InlineData("mlops run --until ", "train")]
    [InlineData("mlops why ev", "evaluate")]
    [InlineData("mlops runs show ", "latest")]
    [InlineData("mlops metrics show --pipeline ", "orders-late")]
    [InlineData("mlops run --no", "--no-cache")]
    public void Names_are_completed_from_commands_and_repository(string line, string expected)
    {
        _repository.Write("environments/staging.json", "{}");
        _repository.Run("run");
        Assert.Contains(expected, Complete(line, _repository.Root));
    }

    [Fact]
    public void Completion_outside_of_a_repository_offers_no_names_and_no_error()
    {
        Assert.DoesNotContain("orders", Complete("mlops data add ", Path.GetTempPath()));
    }

    [Fact]
    public void The_bash_script_registers_a_function_and_expands_no_names()
    {
        var script = _repository.Run("completion", "bash").Output;
        Assert.Contains("complete -o default -F _mlops mlops ./mlops", script, StringComparison.Ordinal);
        Assert.DoesNotContain("compgen", script, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private string[] Complete(string line, string folder)
    {
        var result = _repository.RunIn(folder, $"[suggest:{line.Length}]", line);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        return result.Output.Split('\n');
    }
}
