using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Comparison;
using MLOpsBuild.Pipelines.Runs.Search;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Runs.Comparison;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ContentStore _store;
    private readonly RunLog _log;

    public RunComparisonTests() => (_store, _log) = (new ContentStore(_folder["store"]), new RunLog(_folder["runs"]));

    [Fact]
    public void A_run_that_is_nearer_on_every_row_is_better_and_its_interval_lies_below_zero_for_an_error()
    {
        // Errors of 2 against errors of 1 on every row: in every resample the difference of both measures is exactly -1.
        var c = RunComparison.Of(_store, Run("run-1", error: 2), Run("run-2", error: 1));

        Assert.Null(c.WhyNotPaired);
        var rmse = c.Metrics.Single(m => m.Metric == "rmse");
        Assert.Equal(MetricVerdict.Better, rmse.Verdict);
        Assert.Equal(-1.0, rmse.Difference!.Value, 12);
        Assert.Equal((-1.0, -1.0), (Math.Round(rmse.Low!.Value, 9), Math.Round(rmse.High!.Value, 9)));
        // Of 200 resamples none is at or above zero: two-sided, 2 * (0 + 1) / (200 + 1).
        Assert.Equal(2.0 / 201, rmse.PValue!.Value, 12);
        Assert.Equal(MetricVerdict.Worse, RunComparison.Of(_store, Run("run-1", error: 1), Run("run-2", error: 2)).Metrics.Single(m => m.Metric == "rmse").Verdict);
    }

    [Fact]
    public void Runs_that_are_better_on_every_other_block_cannot_be_told_apart()
    {
        var c = RunComparison.Of(_store, Run("run-1", error: 1, worseBlocks: 0), Run("run-2", error: 1, worseBlocks: 1));

        var rmse = c.Metrics.Single(m => m.Metric == "rmse");
        Assert.Equal(MetricVerdict.Undecided, rmse.Verdict);
        Assert.True(rmse.Low < 0 && rmse.High > 0 && rmse.PValue > 0.5);
    }

    [Fact]
    public void Equal_predictions_are_the_same()
    {
        var c = RunComparison.Of(_store, Run("run-1", error: 1), Run("run-2", error: 1));

        Assert.All(c.Metrics, m => Assert.Equal(MetricVerdict.Same, m.Verdict));
    }

    [Fact]
    public void Runs_on_other_rows_are_not_paired()
    {
        var c = RunComparison.Of(_store, Run("run-1", error: 1), Run("run-2", error: 2, rows: 30));

        Assert.Equal("They were not measured on the same rows.", c.WhyNotPaired);
        Assert.All(c.Metrics, m => Assert.Equal((MetricVerdict.NotPaired, null), (m.Verdict, m.Low)));
    }

    [Fact]
    public void Predictions_that_are_gone_are_said_to_be()
    {
        var lost = Run("run-2", error: 2);
        _store.Remove(lost.Artifacts["predictions"].Digest);

        Assert.Equal("The predictions of run run-2 are not in the store any more.", RunComparison.Of(_store, Run("run-1", error: 1), lost).WhyNotPaired);
        Assert.Contains("run run-3 has no metrics", RunComparison.Of(_store, Recorded.Run("run-3"), lost).WhyNotPaired, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Parameters_data_and_steps_say_what_differs_causes_first()
    {
        var first = Run("run-1", 1) with
        {
            Parameters = new(StringComparer.Ordinal) { ["depth"] = "4", ["trees"] = "200", ["old"] = "1" },
            Data = [new RunData("training", "orders", "all", [Partition("2024-01", 1), Partition("2024-02", 2)])],
            Steps = [Step("evaluate", 1, ("model", 1)), Step("same", 7), Step("train", 3, parameters: ("trees", "200"))],
        };
        var second = Run("run-2", 1) with
        {
            Parameters = new(StringComparer.Ordinal) { ["depth"] = "4", ["trees"] = "300", ["new"] = "2" },
            Data = [new RunData("training", "orders", "last 2", [Partition("2024-02", 9), Partition("2024-03", 3)])],
            Steps = [Step("evaluate", 2, ("model", 2)), Step("same", 7), Step("train", 4, parameters: ("trees", "300"))],
        };

        var c = RunComparison.Of(_store, first, second);

        Assert.Equal([new("new", null, "2"), new("old", "1", null), new TextDifference("trees", "200", "300")], c.Parameters);
        var data = Assert.Single(c.Data);
        Assert.Equal(("all", "last 2"), (data.First, data.Second));
        Assert.Equal(["2024-01 - ", "2024-02 ~ ", "2024-03 + "], data.Partitions.Select(p => $"{p.Name} {(p.First is null ? "+" : p.Second is null ? "-" : "~")} "));
        Assert.Equal(["train", "evaluate"], c.Steps.Select(s => s.Step));
        Assert.Equal("parameter trees 200 → 300", Assert.Single(c.Steps[0].Reasons));
    }

    [Fact]
    public void The_best_run_follows_the_metrics_direction_and_is_told_from_the_second_by_the_paired_test()
    {
        foreach (var run in new[] { Run("run-1", 1), Run("run-2", 3), Run("run-3", 2), Run("run-4", 1) }) _log.Save(run);
        var runs = new RunIndex(_log).Read().Runs;

        var best = BestRun.Of(_log, _store, runs, "rmse", null)!;

        // run-4 found the model of run-1 again: it is named, and is no rival.
        Assert.Equal(("run-4", "run-3", MetricVerdict.Better), (best.Best.Id, best.Second!.Id, best.Verdict));
        Assert.Equal(-1.0, best.Interval!.Value.Low, 9);
        Assert.Equal("run-2", BestRun.Of(_log, _store, runs, "rmse", Learning.Metrics.MetricDirection.Higher)!.Best.Id);
        Assert.Null(BestRun.Of(_log, _store, runs, "auc", null));
    }

    [Fact]
    public void The_best_of_one_model_has_no_second()
    {
        _log.Save(Run("run-1", 1));
        _log.Save(Run("run-2", 1));

        var best = BestRun.Of(_log, _store, new RunIndex(_log).Read().Runs, "rmse", null)!;

        Assert.Equal(("run-2", null), (best.Best.Id, best.Second));
    }

    public void Dispose() => _folder.Dispose();

    private RunRecord Run(string id, double error, int rows = 40, int? worseBlocks = null)
    {
        double[] target = [.. Enumerable.Range(0, rows).Select(i => i % 7 * 1.5)];
        var predicted = new PredictedRows([.. target.Select((t, i) => t + ((i % 2 == 0 ? error : -error) * (i / 4 % 2 == worseBlocks ? 3 : 1)))], target, [.. Enumerable.Range(0, rows).Select(i => i / 4)]);
        using var bytes = new MemoryStream();
        TableFile.Write(predicted.ToTable(), bytes);
        return Recorded.Run(id) with
        {
            Model = Digest.Of([(byte)error]),
            Evaluation = Measured.Evaluation(("rmse", error), ("mae", error)),
            Measuring = new RunMeasuring(LearningTask.Regression, 7, 200),
            Artifacts = new(StringComparer.Ordinal) { ["predictions"] = new RunArtifact(_store.Put(bytes.ToArray()), null) },
        };
    }

    private static RunPartition Partition(string name, byte content) => new(name, Digest.Of([content]), 1);

    private static StepRun Step(string name, byte key, (string Name, byte Content)? input = null, (string Name, string Value)? parameters = null)
    {
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        if (input is { } i) inputs[i.Name] = Digest.Of([i.Content]);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (parameters is { } p) settings[p.Name] = p.Value;
        return new StepRun(name, Digest.Of([key]), false, "", 1, Digest.Of([0]), inputs, []) { Parameters = settings };
    }
}
