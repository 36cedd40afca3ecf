using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates;

public sealed class ConvergenceTestsTests
{
    private static readonly ConvergenceLimits Limits = new()
    {
        GainOverPrior = 0.15,
        LossOverLinear = 0.01,
        OverfitLoss = 0.05,
        OverfitRows = 64,
        ShuffledSkill = 0.15,
        Resamples = 3,
        Spread = 0.1,
        TrainTestGap = 0.1,
    };

    [Fact]
    public void A_method_that_learns_passes_every_test()
    {
        var result = Run(new BoostedTrees(new BoostedTreesOptions { Trees = 40, LearningRate = 0.2, MinChildWeight = 5 }), Limits);

        Assert.True(result.Verdict == Verdict.Pass, string.Join('\n', result.Findings));
        Assert.Equal(
            ["beats the prior", "finite predictions", "no skill on shuffled labels", "not worse than linear", "overfits a small batch", "resampled models agree", "resampled models differ", "train and test agree", "training loss falls"],
            result.Findings.Select(f => f.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_method_that_says_the_same_of_every_row_has_not_learned()
    {
        var broken = Broken(Run(new Fake(_ => 0.3, []), Limits));

        Assert.Contains("beats the prior", broken);
        Assert.Contains("not worse than linear", broken);
        Assert.Contains("resampled models differ", broken);
    }

    [Fact]
    public void Predictions_that_are_no_numbers_end_the_tests() =>
        Assert.Equal(["finite predictions"], Broken(Run(new Fake(row => row == 3 ? double.NaN : 0.5, []), Limits)));

    [Theory]
    [InlineData(0.7, 0.6, 0.61)]
    [InlineData(0.7, double.NaN, 0.6)]
    public void A_training_loss_that_rises_is_broken(params double[] curve) =>
        Assert.Contains("training loss falls", Broken(Run(new Fake(_ => 0.5, curve), Limits)));

    [Fact]
    public void Limits_decide()
    {
        var trees = new BoostedTrees(new BoostedTreesOptions { Trees = 40, LearningRate = 0.2, MinChildWeight = 5 });

        Assert.Contains("beats the prior", Broken(Run(trees, Limits with { GainOverPrior = 0.99 })));
        Assert.Contains("resampled models agree", Broken(Run(trees, Limits with { Spread = 0 })));
        Assert.Contains("no skill on shuffled labels", Broken(Run(trees, Limits with { ShuffledSkill = 0 })));
        Assert.Contains("train and test agree", Broken(Run(trees, Limits with { TrainTestGap = -1 })));
    }

    [Fact]
    public void A_curve_that_fits_the_accepted_one_passes_and_one_that_does_not_is_broken()
    {
        var trees = new BoostedTrees(new BoostedTreesOptions { Trees = 40, LearningRate = 0.2, MinChildWeight = 5 });
        var curve = trees.Train(Rows(1, 600).ToSet(), new TrainingOptions(1), default).LearningCurve;

        Assert.Equal(Verdict.Pass, Run(trees, Limits with { CurveTolerance = 0 }, AcceptedCurve.Of(curve)).Verdict);
        Assert.Equal(["learning curve fits the accepted one"], Broken(Run(trees, Limits with { CurveTolerance = 0.1 }, AcceptedCurve.Of([.. curve.Select(loss => loss + 0.11)]))));
        Assert.Equal(["learning curve fits the accepted one"], Broken(Run(trees, Limits with { CurveTolerance = 0.1 }, AcceptedCurve.Of([.. curve.Select(loss => loss - 0.11)]))));
    }

    [Fact]
    public void An_accepted_curve_that_cannot_be_had_holds_with_the_reason()
    {
        var trees = new BoostedTrees(new BoostedTreesOptions { Trees = 40, LearningRate = 0.2, MinChildWeight = 5 });

        var result = Run(trees, Limits with { CurveTolerance = 0.1 });

        Assert.Equal(Verdict.Hold, result.Verdict);
        Assert.Contains("no model is accepted yet", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Hold, Run(trees, Limits with { CurveTolerance = 0.1 }, AcceptedCurve.Of([])).Verdict);
        Assert.Equal(Verdict.Pass, Run(trees, Limits).Verdict);
    }

    [Theory]
    [InlineData(new[] { 4.0, 2, 0 }, new[] { 4.0, 3, 2, 1, 0 }, 0)]
    [InlineData(new[] { 4.0, 3, 2, 1, 0 }, new[] { 4.0, 2, 0 }, 0)]
    [InlineData(new[] { 4.0, 2, 0 }, new[] { 4.0, 3, 2.5, 1, 0 }, 0.5)]
    public void Curves_of_other_lengths_are_compared_along_the_way(double[] accepted, double[] now, double distance)
    {
        Assert.Equal(Severity.Info, AcceptedCurve.Of(accepted).Judge(now, distance).Severity);
        if (distance > 0) Assert.Equal(Severity.Error, AcceptedCurve.Of(accepted).Judge(now, distance - 0.01).Severity);
    }

    [Fact]
    public void A_curve_that_is_no_number_does_not_fit() => Assert.Equal(Severity.Error, AcceptedCurve.Of([2, 1]).Judge([2, double.NaN, 1], 100).Severity);

    [Fact]
    public void Limits_that_would_show_nothing_are_refused_all_at_once()
    {
        Assert.Null(Limits.Problem);
        var problem = (Limits with { Resamples = 1, OverfitRows = 0, CurveTolerance = -1 }).Problem!;
        Assert.Contains("resamples", problem, StringComparison.Ordinal);
        Assert.Contains("overfitRows", problem, StringComparison.Ordinal);
        Assert.Contains("curveTolerance", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_tests_come_first()
    {
        var findings = Run(new Fake(_ => 0.3, []), Limits).Findings;

        Assert.Equal(findings.OrderByDescending(f => f.Severity).Select(f => f.Severity), findings.Select(f => f.Severity));
    }

    private static string[] Broken(GateResult result)
    {
        Assert.Equal(Verdict.Fail, result.Verdict);
        return [.. result.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Rule)];
    }

    private static GateResult Run(ITrainer trainer, ConvergenceLimits limits, AcceptedCurve? accepted = null)
    {
        var plan = new ConvergencePlan
        {
            Trainer = trainer,
            Linear = new LogisticRegression(new LinearOptions()),
            Overfitting = new BoostedTrees(new BoostedTreesOptions { Trees = 200, Depth = 6, LearningRate = 0.3, MinChildWeight = 0, L2 = 0 }),
        };
        return ConvergenceTests.Run(plan, limits, Rows(1, 600), Rows(2, 300), accepted ?? AcceptedCurve.None("no model is accepted yet"), 1, default);
    }

    /// <summary>Late when x is over one half, but for every tenth row; ten rows a block.</summary>
    private static LearningRows Rows(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        var x = Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
        var noise = Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
        var target = x.Select((v, i) => v > 0.5 != (i % 10 == 0) ? 1.0 : 0.0).ToArray();
        return new LearningRows(new Table([new NumberColumn("x", x), new NumberColumn("noise", noise)]), target, [.. Enumerable.Range(0, count).Select(i => i / 10)]);
    }

    private sealed class Fake(Func<int, double> predict, IReadOnlyList<double> curve) : ITrainer, ITrainedModel
    {
        public string Name => "fake";

        public string Format => "fake";

        public LearningTask Task => LearningTask.Binary;

        public IReadOnlyList<ModelInput> Inputs => [];

        public IReadOnlyList<double> LearningCurve => curve;

        public IReadOnlyList<double> Importance => [];

        public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) => this;

        public double[] Predict(Table rows) => [.. Enumerable.Range(0, rows.RowCount).Select(predict)];

        public void Write(Stream stream) => stream.WriteByte(1);
    }
}
