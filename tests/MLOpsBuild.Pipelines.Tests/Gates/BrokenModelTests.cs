using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates;

/// <summary>Methods that learn well but for one defect: exactly the test for that defect is broken, so that its name says what to look for.</summary>
public sealed class BrokenModelTests
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

    private static readonly BoostedTrees Trees = new(new BoostedTreesOptions { Trees = 40, LearningRate = 0.2, MinChildWeight = 5 });
    private static readonly BoostedTrees ByHeart = new(new BoostedTreesOptions { Trees = 200, Depth = 6, LearningRate = 0.3, MinChildWeight = 0, L2 = 0 });

    [Fact]
    public void Without_a_defect_nothing_is_broken() => Assert.Empty(Broken(new Changed((_, model) => model), Limits));

    [Fact]
    public void Infinite_predictions() =>
        Assert.Equal(["finite predictions"], Broken(new Changed((_, model) => new Model(model) { Says = (_, all) => [double.PositiveInfinity, .. all.Skip(1)] }), Limits));

    [Fact]
    public void Infinite_predictions_on_training_rows_alone() => Assert.Equal(
        ["finite predictions"],
        Broken(new Changed((set, model) => new Model(model) { Says = (rows, all) => ReferenceEquals(rows, set.Features) ? [double.NegativeInfinity, .. all.Skip(1)] : all }), Limits));

    [Fact]
    public void Predictions_that_hardly_leave_the_mean() =>
        Assert.Equal(["beats the prior"], Broken(new Changed((_, model) => Timid(model, 0.1)), Limits with { LossOverLinear = 1 }));

    [Fact]
    public void More_loss_than_the_linear_model() =>
        Assert.Equal(["not worse than linear"], Broken(new Changed((_, model) => Timid(model, 0.3)), Limits with { GainOverPrior = 0.01 }));

    [Fact]
    public void Training_rows_known_by_heart() => Assert.Equal(
        ["train and test agree"],
        Broken(new Changed((set, model) => new Model(model) { Says = (rows, all) => ReferenceEquals(rows, set.Features) ? [.. set.Target.Select(t => t > 0.5 ? 0.999 : 0.001)] : all }), Limits));

    [Fact]
    public void A_training_loss_that_rises() =>
        Assert.Equal(["training loss falls"], Broken(new Changed((_, model) => new Model(model) { Curve = [.. model.LearningCurve.Reverse()] }), Limits));

    [Fact]
    public void A_method_that_cannot_learn_a_small_batch_by_heart() =>
        Assert.Equal(["overfits a small batch"], Broken(Trees, Limits, byHeart: new BoostedTrees(new BoostedTreesOptions { Trees = 2, Depth = 1, LearningRate = 0.1, MinChildWeight = 5 })));

    [Fact]
    public void Skill_where_there_is_nothing_to_learn() =>
        Assert.Equal(["no skill on shuffled labels"], Broken(Trees, Limits with { ShuffledSkill = 0 }));

    [Fact]
    public void One_model_whatever_the_training_rows()
    {
        ITrainedModel? first = null;
        Table? rows = null;
        var lazy = new Changed((set, model) =>
        {
            (first, rows) = (first ?? model, rows ?? set.Features);
            // The same rows with shuffled labels are trained on; other rows are not.
            return ReferenceEquals(set.Features, rows) ? model : first;
        });

        Assert.Equal(["resampled models differ"], Broken(lazy, Limits));
    }

    [Fact]
    public void Models_that_depend_on_the_luck_of_their_rows()
    {
        Table? rows = null;
        var drawn = 0;
        var fickle = new Changed((set, model) => ReferenceEquals(set.Features, rows ??= set.Features) || drawn++ % 2 == 0 ? model : Timid(model, 0.05));

        Assert.Equal(["resampled models agree"], Broken(fickle, Limits));
    }

    [Fact]
    public void A_curve_of_another_form_than_the_accepted_one()
    {
        var accepted = Trees.Train(Rows(1, 600).ToSet(), new TrainingOptions(1), default).LearningCurve;
        var slow = new BoostedTrees(new BoostedTreesOptions { Trees = 60, LearningRate = 0.05, MinChildWeight = 5 });

        Assert.Equal(["learning curve fits the accepted one"], Broken(slow, Limits with { CurveTolerance = 0.02, LossOverLinear = 1 }, AcceptedCurve.Of(accepted)));
        Assert.Empty(Broken(Trees, Limits with { CurveTolerance = 0.02 }, AcceptedCurve.Of(accepted)));
    }

    private static Model Timid(ITrainedModel model, double share) => new(model) { Says = (_, all) => [.. all.Select(p => 0.5 + (share * (p - 0.5)))] };

    private static string[] Broken(ITrainer trainer, ConvergenceLimits limits, AcceptedCurve? accepted = null, ITrainer? byHeart = null)
    {
        var plan = new ConvergencePlan { Trainer = trainer, Linear = new LogisticRegression(new LinearOptions()), Overfitting = byHeart ?? ByHeart };
        var result = ConvergenceTests.Run(plan, limits, Rows(1, 600), Rows(2, 300), accepted ?? AcceptedCurve.None("no model is accepted yet"), 1, default);
        string[] broken = [.. result.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Rule)];
        Assert.Equal(broken.Length > 0 ? Verdict.Fail : Verdict.Pass, result.Verdict);
        // Every test says in a sentence what was found, and what was asked or allowed.
        Assert.All(result.Findings, f => Assert.Matches(@"\d.*\.$", f.Message));
        return broken;
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

    /// <summary>Boosted trees whose models are changed after training.</summary>
    private sealed class Changed(Func<TrainingSet, ITrainedModel, ITrainedModel> change) : ITrainer
    {
        public string Name => "changed";

        public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) => change(set, Trees.Train(set, options, cancellationToken));
    }

    private sealed class Model(ITrainedModel inner) : ITrainedModel
    {
        public Func<Table, double[], double[]> Says { get; init; } = (_, all) => all;

        public IReadOnlyList<double>? Curve { get; init; }

        public string Format => inner.Format;

        public LearningTask Task => inner.Task;

        public IReadOnlyList<ModelInput> Inputs => inner.Inputs;

        public IReadOnlyList<double> LearningCurve => Curve ?? inner.LearningCurve;

        public IReadOnlyList<double> Importance => inner.Importance;

        public double[] Predict(Table rows) => Says(rows, inner.Predict(rows));

        public void Write(Stream stream) => inner.Write(stream);
    }
}
