using MLOpsBuild.Learning.Comparison;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Learning.Leakage;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Slicing;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.RealData;

public sealed class DepartureEvaluationTests
{
    private static readonly Lazy<ITrainedModel> Trees = new(() => Train(new BoostedTrees(
        new BoostedTreesOptions { Trees = 100, Depth = 4, LearningRate = 0.1, MinChildWeight = 20, CategoryPriorWeight = 20 })));

    private static ITrainedModel Train(ITrainer trainer) =>
        trainer.Train(Departures.Between("2001-01-15", "2001-04-01").Set, new TrainingOptions(2), CancellationToken.None);

    private static void Write(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    [Fact]
    public void Weak_segments_of_April_lose_more_than_the_rest_after_the_correction()
    {
        var (april, days) = Departures.Between("2001-04-01", "2001-05-01");
        var losses = BinaryMetrics.LogLosses(Trees.Value.Predict(april.Features), april.Target);
        var found = WeakSegments.Find(april.Features, losses, BlockIndex.Of(days), new WeakSegmentOptions());
        foreach (var s in found.Segments) Write($"{s.Slice.Name} n {s.Rows} days {s.Blocks} {s.Loss:f3} against {s.Rest:f3} [{s.Interval?.Low:f3}, {s.Interval?.High:f3}] p {s.Adjusted:g2}");
        Write($"{found.Searched}");

        Assert.InRange(found.Searched, 100, 2000);
        Assert.True(found.Segments[0].Adjusted < 0.05 && found.Segments[0].Interval!.Value.Low > 0);
    }

    [Fact]
    public void Split_by_time_is_clean_and_one_by_chance_is_not()
    {
        var (set, days) = Departures.Between("2001-01-15", "2001-05-01");
        var rows = set.Features.With(new TimeColumn("day", [.. days.Select(d => DateTime.UnixEpoch.AddDays(d))]));
        var options = new LeakageOptions { Time = "day" };
        var byTime = LeakageChecks.Find(rows, set.Target, TimeSplit.Of(days, new TimeSplitOptions { Folds = 1, Test = 30 })[0], LearningTask.Binary, options);
        var byChance = LeakageChecks.Find(rows, set.Target, HoldOut.Of(days.Length, 0.25, 1), LearningTask.Binary, options);
        Write(string.Join(" ", byTime.Scores));

        Assert.Empty(byTime.Findings);
        Assert.Equal([LeakageKind.TimeOrder], byChance.Findings.Select(f => f.Kind));
    }

    [Fact]
    public void Days_say_less_than_tests_that_take_rows_to_be_independent()
    {
        var (april, days) = Departures.Between("2001-04-01", "2001-05-01");
        var rows = new EvaluationRows(LearningTask.Binary, Trees.Value.Predict(april.Features), april.Target, days);
        var linear = Train(new LogisticRegression()).Predict(april.Features);
        var byDays = ModelComparison.Of(rows, linear, new EvaluationOptions());
        var byRows = ModelComparison.Of(rows with { RowsAreIndependent = true }, linear, new EvaluationOptions { Replicates = 100, Metrics = [MetricNames.LogLoss] });
        Write($"{byDays.Auc} {byDays.RightAndWrong} by days {byDays.Loss!.StandardError} by rows {byRows.Loss!.StandardError}");

        Assert.InRange(byDays.Loss!.StandardError!.Value / byRows.Loss!.StandardError!.Value, 1.3, 4);
        Assert.Equal(byDays.Blocks.Metrics[MetricNames.Auc].Gain!.Value, byDays.Auc!.AucA - byDays.Auc.AucB, 1e-12);
    }

    [Fact]
    public void Time_of_day_and_timetable_matter_and_every_explanation_sums_to_the_prediction()
    {
        var (april, days) = Departures.Between("2001-04-01", "2001-05-01");
        int[] some = [.. Enumerable.Range(0, 2000).Select(i => 4 * i)];
        var rows = april.Features.Take(some);
        var found = PermutationImportance.Of(
            Trees.Value, rows, [.. some.Select(r => april.Target[r])], [.. some.Select(r => days[r])], new PermutationOptions { Evaluation = new EvaluationOptions { Replicates = 200 } },
            cancellationToken: TestContext.Current.CancellationToken);
        foreach (var i in found.OrderByDescending(i => i.Loss)) Write($"{i.Input} {i.Loss:f4} [{i.Low:f4}, {i.High:f4}]");
        Assert.True(found.Single(i => i.Input == "ratio14").Low > 0);

        var explainer = new RowExplainer(Trees.Value, rows.Take([.. Enumerable.Range(0, 30).Select(i => 60 * i)]), new RowExplanationOptions { Scale = PredictionScale.LogOdds });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var row in new[] { 0, 500, 1999 })
        {
            var explained = explainer.Explain(rows, row);
            Assert.Equal(explained.Prediction, explained.Baseline + explained.Contributions.Sum(c => c.Amount), 1e-9);
        }

        Write($"one row explained in {watch.Elapsed.TotalMilliseconds / 3:f1} ms");
    }
}
