using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Tests.Snapshots;

/// <summary>Where the accepted model's predictions come from, in a real repository with a real pipeline.</summary>
public sealed class PairingTests : IDisposable
{
    private const string Parameters = "pipelines/orders-late/parameters.json";
    private const string Worse = """{ "training": "2024-01", "evaluation": "2024-02", "l2": 100000 }""";
    private const string OtherRows = """{ "training": "2024-01", "evaluation": "2024-02-01..2024-02-11", "l2": 100000 }""";
    private readonly ScratchRepository _repository = new();

    public PairingTests()
    {
        var accepted = _repository.Run("metrics", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
    }

    private MetricsSnapshot Accepted => MetricsSnapshot.Load(_repository.PathOf("pipelines/orders-late/metrics.verified.json"), "metrics.verified.json")!;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task On_the_same_rows_the_stored_predictions_are_paired_and_the_accepted_model_is_not_needed()
    {
        Forget(Accepted.Model);

        var judged = await JudgeAsync(Worse);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains("paired loss", judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_same_rows_without_their_predictions_the_accepted_model_is_scored()
    {
        Forget(Accepted.Predictions);

        Assert.Equal(Verdict.Fail, (await JudgeAsync(Worse)).Verdict);
    }

    [Fact]
    public async Task On_new_rows_the_accepted_model_is_scored_and_the_stored_predictions_are_not_used()
    {
        Forget(Accepted.Predictions);

        var judged = await JudgeAsync(OtherRows);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.NotEqual(Accepted.Metrics["rmse"].Value, Math.Round(judged.AcceptedHere!.Value, SnapshotGate.Decimals));
    }

    [Theory]
    [InlineData(Worse)]
    [InlineData(OtherRows)]
    public async Task Where_neither_can_be_had_it_holds_and_says_so(string parameters)
    {
        Forget(Accepted.Predictions);
        Forget(Accepted.Model);

        var judged = await JudgeAsync(parameters);

        Assert.Equal(Verdict.Hold, judged.Verdict);
        Assert.Contains("cannot be had", judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_clone_fetches_what_it_pairs_with()
    {
        Directory.Delete(_repository.PathOf(".mlops"), recursive: true);

        Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
        Assert.Equal(Verdict.Fail, (await JudgeAsync(Worse)).Verdict);
    }

    [Fact]
    public void Accepting_on_new_rows_keeps_what_the_accepted_model_reaches_there_and_not_its_value_on_the_old_ones()
    {
        var before = Accepted;
        _repository.Write(Parameters, """{ "training": "2024-01", "evaluation": "2024-02-01..2024-02-11", "l2": 2 }""");

        var accepted = _repository.Run("metrics", "accept");

        Assert.True(accepted.ExitCode == 0, accepted.Error);
        Assert.NotEqual(before.Evaluation, Accepted.Evaluation);
        Assert.NotEqual(before.Metrics["rmse"].Value, Accepted.Metrics["rmse"].Value);
    }

    private async Task<MetricJudgement> JudgeAsync(string parameters)
    {
        _repository.Write(Parameters, parameters);
        using var session = Session.Open(_repository.Root, _repository.Pipelines, new SessionOptions { Threads = 2 });
        await session.Run.UntilAsync(session.Run.Release.All, TestContext.Current.CancellationToken);
        return (await MetricsAcceptance.JudgementsAsync(session, TestContext.Current.CancellationToken)).Single(j => j.Name == "rmse");
    }

    /// <summary>Takes some bytes away, here and at the remote.</summary>
    private void Forget(Digest digest)
    {
        foreach (var store in new[] { _repository.Workspace.Store, _repository.Remote }) File.Delete(store.PathOf(digest));
    }
}
