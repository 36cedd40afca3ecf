using MLOpsBuild.Learning.Comparison;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Hypotheses;

namespace MLOpsBuild.Learning.Tests.Comparison;

public sealed class ModelComparisonTests
{
    private static readonly EvaluationOptions Options = new() { Replicates = 200 };

    [Fact]
    public void Binary_models_are_compared_by_all_tests()
    {
        var random = new SeededRandom(8);
        double[] target = [.. Enumerable.Range(0, 800).Select(_ => (double)random.Next(2))];
        double[] ours = [.. target.Select(y => Math.Clamp(0.3 + 0.4 * y + 0.5 * (random.NextDouble() - 0.5), 0.01, 0.99))];
        double[] theirs = [.. target.Select(y => Math.Clamp(0.4 + 0.2 * y + 0.8 * (random.NextDouble() - 0.5), 0.01, 0.99))];
        var rows = new EvaluationRows(LearningTask.Binary, ours, target, [.. Enumerable.Range(0, 800).Select(row => row / 20)]);
        var found = ModelComparison.Of(rows, theirs, Options);

        Assert.True(found.Blocks.Metrics[MetricNames.Auc].Lower > 0);
        Assert.True(found.Loss!.Lower > 0);
        Assert.Equal(40, found.Loss.Blocks);
        Assert.Equal(DeLongTest.Compare(ours, theirs, target), found.Auc);
        Assert.True(found.Auc!.AucA > found.Auc.AucB && found.Auc.PValue < 1e-6);
        var counts = found.RightAndWrong!;
        Assert.Equal(800, counts.Both + counts.OnlyCandidate + counts.OnlyAccepted + counts.Neither);
        Assert.Equal(BinaryMetrics.Accuracy(ours, target)!.Value - BinaryMetrics.Accuracy(theirs, target)!.Value, (counts.OnlyCandidate - counts.OnlyAccepted) / 800.0, 1e-12);
        Assert.Equal(McNemarTest.Exact(counts.OnlyCandidate, counts.OnlyAccepted), counts.Exact);
        Assert.False(found.RowsAreIndependent);
        Assert.Equal(800, ModelComparison.Of(rows with { RowsAreIndependent = true }, theirs, Options).Loss!.Blocks);
    }

    [Fact]
    public void Equal_models_differ_in_nothing()
    {
        var rows = new EvaluationRows(LearningTask.Multiclass, [0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 0.2, 0.5, 0.3], [0, 2, 0], [0, 1, 2]);
        var found = ModelComparison.Of(rows, [.. rows.Predictions], Options);

        Assert.Equal(new RightAndWrong(2, 0, 0, 1, new TestOutcome(0, 1), null), found.RightAndWrong);
        Assert.Equal(0, found.Loss!.MeanGain);
        Assert.Null(found.Auc);
    }

    [Fact]
    public void Regression_has_no_calls_and_no_rows_have_no_tests()
    {
        var regression = ModelComparison.Of(new EvaluationRows(LearningTask.Regression, [1, 2], [1, 3], [0, 1]), [2, 2], Options);
        Assert.Equal((null, null, 0.5), (regression.RightAndWrong, regression.Auc, regression.Loss!.MeanGain));

        var none = ModelComparison.Of(new EvaluationRows(LearningTask.Binary, [], [], []), [], Options);
        Assert.Equal((null, null, null), (none.Loss, none.Auc, none.Blocks.Metrics[MetricNames.Auc].Gain));
    }
}
