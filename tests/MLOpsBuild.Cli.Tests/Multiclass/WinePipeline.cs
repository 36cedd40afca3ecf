using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests.Multiclass;

public sealed record WineParameters(string Training, string Evaluation, int Trees);

/// <summary>Which of three cultivars a wine is of, as a user writes it.</summary>
public sealed class WinePipeline : Pipeline<WineParameters>
{
    public override string Name => "wine-cultivar";

    protected override Release Define(PipelineBuilder p, WineParameters with)
    {
        var features = p.Features(new WineFeatures(), p.Dataset("wines"), Label.OfClass("cultivar", "barolo", "grignolino", "barbera"));
        var training = features.In(Window.Parse(with.Training));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var options = new BoostedTreesOptions { Task = LearningTask.Multiclass, Trees = with.Trees, Depth = 3, LearningRate = 0.2, MinChildWeight = 1 };
        var trainer = new BoostedTrees(options);
        var plan = new EvaluationPlan([Slice.Bands("alcohol", 13)], 100);
        var model = p.Train(trainer, training);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Convergence = p.ConvergenceTests(training, evaluation, new ConvergencePlan
            {
                Trainer = trainer,
                Linear = new MultinomialRegression(),
                Overfitting = new BoostedTrees(options with { Trees = 100, MinChildWeight = 0, L2 = 0 }),
            }),
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }
}

public sealed class NoHistory;

/// <summary>The thirteen measurements as they are.</summary>
public sealed class WineFeatures : FeatureSet<IReadOnlyList<Cell>, NoHistory>
{
    private static readonly string[] Names =
    [
        "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "dilution", "proline",
    ];

    public override IReadOnlyList<Field> Inputs { get; } = [.. Names.Select(name => new Field(name, ColumnType.Number, "as measured"))];

    public override IReadOnlyList<EventKind> Events { get; } = [];

    protected override IReadOnlyList<Feature<IReadOnlyList<Cell>, NoHistory>> Definitions { get; } =
        [.. Names.Select((name, i) => new Feature<IReadOnlyList<Cell>, NoHistory>(name, ColumnType.Number, "as measured", (wine, _) => wine[i]))];

    protected override NoHistory NewState() => new();

    protected override IReadOnlyList<Cell> ReadRecord(IReadOnlyList<Cell> cells) => cells;

    public override IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];

    protected override string? Apply(NoHistory history, string kind, IReadOnlyList<Cell> values) => null;

    protected override string? WhatIsMissing(NoHistory history, IReadOnlyList<Cell> record) => null;

    protected override DateTime? AsOf(NoHistory history) => null;
}
