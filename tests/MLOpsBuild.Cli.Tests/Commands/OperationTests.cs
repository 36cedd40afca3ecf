namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class OperationTests : IDisposable
{
    private readonly FakeOperations _operations;
    private readonly ScratchRepository _repository;
    private Outcome _answer = Outcome.Done("as asked", "one line");

    public OperationTests()
    {
        _operations = new FakeOperations(() => _answer);
        _repository = new ScratchRepository { Operations = _operations };
        _repository.Write("environments/staging.json", "{}");
        _repository.Write("records.csv", "size,shop\n1,north\n");
    }

    [Theory]
    [InlineData("promote staging", "promote", "staging")]
    [InlineData("rollback staging", "rollback", "staging")]
    [InlineData("history staging", "history", "staging")]
    [InlineData("report", "report")]
    [InlineData("serve newest http://localhost:8080 ", "serve")]
    [InlineData("serve 3f2a http://127.0.0.1:9000 j.log", "serve", "--model", "3f2a", "--url", "http://127.0.0.1:9000", "--journal", "j.log")]
    [InlineData("score records.csv 3f2a out.csv", "score", "records.csv", "-m", "3f2a", "-o", "out.csv")]
    [InlineData("accept auc|auc at size>=5", "metrics", "accept", "--allow-loss", "auc", "auc at size>=5")]
    public void Arguments_reach_the_operation(string call, params string[] arguments)
    {
        var result = _repository.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal([call], _operations.Calls);
        Assert.Equal("one line\n", result.Output);
        Assert.Contains("done: as asked", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failed_outcome_gives_its_exit_code_and_message(int exitCode)
    {
        _answer = Outcome.Failed("It did not go.", exitCode);
        var result = _repository.Run("promote", "staging", "--json");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal("It did not go.", (string)result.Json["error"]!);
        Assert.Equal("It did not go.\n", result.Error);
    }

    [Fact]
    public void An_unknown_environment_suggests_the_nearest_and_nothing_is_called()
    {
        var result = _repository.Run("promote", "stagin");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'staging'?", result.Error, StringComparison.Ordinal);
        Assert.Empty(_operations.Calls);
    }

    [Fact]
    public void Scores_are_printed_even_quietly_and_alone()
    {
        _answer = Outcome.Done("2 rows scored", "size,score\n1,0.5");
        Assert.Equal("size,score\n1,0.5\n", _repository.Run("score", "records.csv", "--quiet").Output);
    }

    public void Dispose() => _repository.Dispose();
}
