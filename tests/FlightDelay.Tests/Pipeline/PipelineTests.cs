using MLOpsBuild.Verdicts;

namespace FlightDelay.Tests.Pipeline;

/// <summary>The pipeline's parts together, on the real departures.</summary>
public sealed class PipelineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_trained_to_March_reaches_the_published_figures_on_April()
    {
        using var checkout = new ScratchCheckout();
        using var run = checkout.Run();
        await run.UntilAsync([run.Release.Evaluation], Stop);
        var metrics = run.Reader().ReadJson(run.Release.Evaluation).Metrics;
        Assert.True(metrics["auc"].Value >= 0.833, $"AUC {metrics["auc"].Value}");
        Assert.True(metrics["log-loss"].Value <= 0.420, $"log loss {metrics["log-loss"].Value}");
        Assert.Equal(8259, metrics["auc"].N);
        Assert.Equal(30, metrics["auc"].Blocks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Model_is_the_same_bytes_on_any_number_of_threads(int threads)
    {
        using var two = new ScratchCheckout();
        using var other = new ScratchCheckout();
        using var first = two.Run(threads: 2);
        using var second = other.Run(threads);
        await first.UntilAsync([first.Release.Evaluation], Stop);
        await second.UntilAsync([second.Release.Evaluation], Stop);
        Assert.Equal(first.DigestOf(first.Release.Model), second.DigestOf(second.Release.Model));
        Assert.Equal(first.DigestOf(first.Release.Evaluation), second.DigestOf(second.Release.Evaluation));
    }

    [Fact]
    public async Task Changing_one_parameter_runs_train_and_what_follows_and_nothing_else()
    {
        using var checkout = new ScratchCheckout();
        using (var before = checkout.Run()) await before.UntilAsync([before.Release.Evaluation], Stop);
        using var after = checkout.Run(2, "train.trees=150");
        await after.UntilAsync([after.Release.Evaluation], Stop);
        Assert.Equal(["evaluate", "train"], after.Steps.Where(s => !s.Cached).Select(s => s.Name));
        Assert.Equal("parameter trees 200 → 150", after.Steps.Single(s => s.Name == "train").Why);
    }

    [Fact]
    public async Task Convergence_tests_hold_on_the_real_data()
    {
        using var checkout = new ScratchCheckout();
        using var run = checkout.Run();
        await run.UntilAsync([run.Release.Convergence!], Stop);
        var result = run.Reader().ReadJson(run.Release.Convergence!);
        Assert.True(result.Verdict == Verdict.Pass, string.Join('\n', result.Findings.Select(f => $"{f.Severity} {f.Rule}: {f.Message}")));
    }

    [Fact]
    public async Task Convergence_tests_fail_for_a_model_that_was_hardly_trained()
    {
        using var checkout = new ScratchCheckout();
        using var run = checkout.Run(2, "train.trees=3");
        await run.UntilAsync([run.Release.Convergence!], Stop);
        var result = run.Reader().ReadJson(run.Release.Convergence!);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains(result.Findings, f => f is { Severity: Severity.Error, Rule: "beats the prior" });
    }
}
