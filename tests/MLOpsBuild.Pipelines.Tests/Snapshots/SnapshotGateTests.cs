using MLOpsBuild.Content;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Snapshots;

public sealed class SnapshotGateTests
{
    private static readonly Digest Old = Digest.Of("old"u8);
    private static readonly Digest New = Digest.Of("new"u8);
    private static readonly Digest Rows = Digest.Of("rows"u8);

    [Theory]
    [InlineData("auc", ToleranceKind.Exact, 0, 0.8, 0.8, Verdict.Pass, false)]
    [InlineData("auc", ToleranceKind.Exact, 0, 0.8, 0.799999, Verdict.Fail, false)]
    [InlineData("auc", ToleranceKind.Exact, 0, 0.8, 0.800001, Verdict.Pass, true)]
    [InlineData("auc", ToleranceKind.Absolute, 0.25, 0.75, 0.5, Verdict.Pass, false)]
    [InlineData("auc", ToleranceKind.Absolute, 0.25, 0.75, 0.49, Verdict.Fail, false)]
    [InlineData("auc", ToleranceKind.Absolute, 0.25, 0.5, 0.75, Verdict.Pass, false)]
    [InlineData("auc", ToleranceKind.Absolute, 0.25, 0.5, 0.76, Verdict.Pass, true)]
    [InlineData("ece", ToleranceKind.Absolute, 0.25, 0.5, 0.75, Verdict.Pass, false)]
    [InlineData("ece", ToleranceKind.Absolute, 0.25, 0.5, 0.76, Verdict.Fail, false)]
    [InlineData("ece", ToleranceKind.Absolute, 0.25, 0.5, 0.24, Verdict.Pass, true)]
    [InlineData("rmse", ToleranceKind.Relative, 0.5, 10, 15, Verdict.Pass, false)]
    [InlineData("rmse", ToleranceKind.Relative, 0.5, 10, 15.1, Verdict.Fail, false)]
    [InlineData("rmse", ToleranceKind.Relative, 0.5, 10, 4.9, Verdict.Pass, true)]
    [InlineData("r2", ToleranceKind.Relative, 0.5, -0.5, -0.75, Verdict.Pass, false)]
    [InlineData("r2", ToleranceKind.Relative, 0.5, -0.5, -0.76, Verdict.Fail, false)]
    public void A_value_is_held_against_its_tolerance(string metric, ToleranceKind kind, double margin, double before, double now, Verdict verdict, bool gained)
    {
        var judged = Judge(metric, Measured.Accepted(before, kind, margin, metric), Measured.Evaluation((metric, now)));

        Assert.Equal((verdict, gained), (judged.Verdict, judged.Gained));
    }

    [Theory]
    [InlineData(-0.004, 0.002, Verdict.Pass, false)]
    [InlineData(-0.02, 0.002, Verdict.Hold, false)]
    [InlineData(-0.02, -0.008, Verdict.Fail, false)]
    [InlineData(-0.001, 0.02, Verdict.Pass, false)]
    [InlineData(0.006, 0.02, Verdict.Pass, true)]
    public void A_sampled_loss_is_judged_by_both_of_its_bounds(double low, double high, Verdict verdict, bool gained)
    {
        var judged = Judge("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005), Measured.Evaluation(("auc", 0.8 + ((low + high) / 2))), Measured.Paired(Measured.Gain(low, high)));

        Assert.Equal((verdict, gained), (judged.Verdict, judged.Gained));
        Assert.Contains("tolerance 0.005", judged.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auc", 0.8, 0.796, 0.792, Verdict.Fail)]
    [InlineData("auc", 0.8, 0.796, 0.7965, Verdict.Pass)]
    [InlineData("log-loss", 0.4, 0.404, 0.408, Verdict.Fail)]
    public void Models_that_each_lose_a_little_against_the_one_before_are_no_way_down(string metric, double older, double accepted, double now, Verdict verdict)
    {
        // The value that was kept when the model was accepted is an older model's; the paired loss alone is 0.004 and inside the tolerance.
        var gain = metric == "auc" ? now - accepted : accepted - now;
        var paired = new ComparisonResult(new Dictionary<string, MetricGain> { [metric] = Measured.Gain(gain - 0.0005, gain + 0.0005, metric) }, new Dictionary<string, IReadOnlyDictionary<string, MetricGain>>());

        var judged = Judge(metric, Measured.Accepted(older, ToleranceKind.Sampling, 0.005, metric), Measured.Evaluation((metric, now)), paired);

        Assert.Equal(verdict, judged.Verdict);
        Assert.Contains("and 0.004 that the accepted model had lost before", judged.Reason, StringComparison.Ordinal);
        Assert.Equal(accepted, judged.AcceptedHere!.Value, 9);
    }

    [Fact]
    public void On_new_rows_only_the_pair_counts_and_not_the_value_on_the_old_ones()
    {
        var gate = new SnapshotGate(Accepted([("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005))], []), new Candidate(New, Digest.Of("other rows"u8), Measured.Evaluation(("auc", 0.7))), Measured.Paired(Measured.Gain(-0.002, 0.002)));

        var judged = Assert.Single(gate.Judge());

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.Equal(0.7, judged.AcceptedHere!.Value, 9);
    }

    [Fact]
    public void Sampling_without_the_accepted_predictions_holds()
    {
        var judged = Judge("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005), Measured.Evaluation(("auc", 0.9)));

        Assert.Equal(Verdict.Hold, judged.Verdict);
        Assert.Contains("cannot be paired", judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampling_with_too_few_blocks_holds()
    {
        var lone = Measured.Gain(0, 0) with { Lower = null, Upper = null, Distribution = null };

        Assert.Equal(Verdict.Hold, Judge("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005), Measured.Evaluation(("auc", 0.8)), Measured.Paired(lone)).Verdict);
    }

    [Theory]
    [InlineData(ToleranceKind.Exact)]
    [InlineData(ToleranceKind.Absolute)]
    [InlineData(ToleranceKind.Relative)]
    [InlineData(ToleranceKind.Sampling)]
    public void No_data_now_is_a_hold(ToleranceKind kind)
    {
        var accepted = Measured.Accepted(0.8, kind, 0.1);

        Assert.Equal(Verdict.Hold, Judge("auc", accepted, Measured.Evaluation(("auc", null))).Verdict);
        Assert.Equal(Verdict.Hold, Judge("auc", accepted, Measured.Evaluation()).Verdict);
        Assert.Equal(Verdict.Hold, Judge("auc", accepted, Measured.Evaluation(("auc", double.NaN))).Verdict);
    }

    [Fact]
    public void No_data_then_and_data_now_is_a_gain()
    {
        var judged = Judge("auc", Measured.Accepted(null, ToleranceKind.Exact), Measured.Evaluation(("auc", 0.8)));

        Assert.Equal((Verdict.Pass, true), (judged.Verdict, judged.Gained));
    }

    [Fact]
    public void The_accepted_model_on_the_accepted_rows_passes_without_pairing()
    {
        var judged = Judge("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005), Measured.Evaluation(("auc", 0.8)), model: Old);

        Assert.Equal((Verdict.Pass, false), (judged.Verdict, judged.Gained));
    }

    [Fact]
    public void The_accepted_model_passes_even_where_an_older_and_better_value_was_kept() =>
        Assert.Equal(Verdict.Pass, Judge("auc", Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005), Measured.Evaluation(("auc", 0.7)), model: Old).Verdict);

    [Fact]
    public void A_slice_that_no_longer_exists_is_a_hold_that_names_it()
    {
        var gate = new SnapshotGate(Accepted([], [("distance>=2000", Measured.Accepted(0.8, ToleranceKind.Exact))]), new Candidate(New, Rows, Measured.Evaluation()), null);

        var judged = Assert.Single(gate.Judge());

        Assert.Equal((Verdict.Hold, "auc at distance>=2000"), (judged.Verdict, judged.Name));
    }

    [Fact]
    public void One_certain_loss_among_few_slices_fails() =>
        Assert.Equal([Verdict.Fail, Verdict.Pass, Verdict.Pass], Slices(3, -0.02, -0.01));

    [Fact]
    public void A_loss_that_is_likely_by_chance_among_many_slices_holds()
    {
        // 20 of 500 replicates are at or above the margin: p = 21/501 = 0.042, certain enough alone, not among three (Holm: 0.126).
        Assert.Equal([Verdict.Fail], Slices(1, -0.02, -0.0044));
        Assert.Equal([Verdict.Hold, Verdict.Pass, Verdict.Pass], Slices(3, -0.02, -0.0044));
    }

    [Fact]
    public void Slices_that_are_not_resampled_do_not_count_as_tests()
    {
        var slices = Enumerable.Range(0, 3).Select(i => ($"s{i}", Measured.Accepted(0.8, i == 0 ? ToleranceKind.Sampling : ToleranceKind.Exact, i == 0 ? 0.005 : 0))).ToArray();
        var evaluation = Measured.Evaluation([], [.. slices.Select((s, i) => (s.Item1, "auc", (double?)(i == 0 ? 0.7878 : 0.8)))]);
        var paired = Measured.Paired(Measured.Gain(0, 0), ("s0", Measured.Gain(-0.02, -0.0044)));

        Assert.Equal([Verdict.Fail, Verdict.Pass, Verdict.Pass], new SnapshotGate(Accepted([], slices), new Candidate(New, Rows, evaluation), paired).Judge().Select(j => j.Verdict));
    }

    /// <summary>The first of several slices loses; the others are as they were.</summary>
    private static IEnumerable<Verdict> Slices(int count, double low, double high)
    {
        var names = Enumerable.Range(0, count).Select(i => $"s{i}").ToArray();
        var evaluation = Measured.Evaluation([], [.. names.Select((name, i) => (name, "auc", (double?)(0.8 + (i == 0 ? (low + high) / 2 : 0))))]);
        var paired = Measured.Paired(Measured.Gain(0, 0), [.. names.Select((name, i) => (name, i == 0 ? Measured.Gain(low, high) : Measured.Gain(-0.001, 0.001)))]);
        var accepted = Accepted([], [.. names.Select(name => (name, Measured.Accepted(0.8, ToleranceKind.Sampling, 0.005)))]);
        return new SnapshotGate(accepted, new Candidate(New, Rows, evaluation), paired).Judge().Select(j => j.Verdict);
    }

    private static MetricJudgement Judge(string metric, AcceptedMetric accepted, EvaluationResult now, ComparisonResult? paired = null, Digest? model = null) =>
        Assert.Single(new SnapshotGate(Accepted([(metric, accepted)], []), new Candidate(model ?? New, Rows, now), paired).Judge());

    private static MetricsSnapshot Accepted((string Name, AcceptedMetric Metric)[] metrics, (string Slice, AcceptedMetric Metric)[] slices) => new()
    {
        Version = 1,
        Model = Old,
        Evaluation = Rows,
        Predictions = Digest.Of("predictions"u8),
        Metrics = new(metrics.ToDictionary(m => m.Name, m => m.Metric), StringComparer.Ordinal),
        Slices = new(slices.ToDictionary(s => s.Slice, s => new SortedDictionary<string, AcceptedMetric>(StringComparer.Ordinal) { ["auc"] = s.Metric }), StringComparer.Ordinal),
    };
}
