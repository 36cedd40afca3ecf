using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests.Multiclass;

public sealed record QueryParameters(string Training, string Evaluation);

/// <summary>Which offers answer a query best: a ranking, as a user writes it.</summary>
public sealed class QueryPipeline : Pipeline<QueryParameters>
{
    public override string Name => "offers";

    protected override Release Define(PipelineBuilder p, QueryParameters with)
    {
        var label = new Label("clicks", offers => offers["clicks"].ToNumbers()) { GroupedBy = "query" };
        var features = p.Features(new OfferFeatures(), p.Dataset("queries"), label);
        var training = features.In(Window.Parse(with.Training));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var options = new BoostedTreesOptions { Task = LearningTask.Ranking, Trees = 20, Depth = 3, MinChildWeight = 1 };
        var trainer = new BoostedTrees(options);
        var plan = new EvaluationPlan([], 100);
        var model = p.Train(trainer, training);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Convergence = p.ConvergenceTests(training, evaluation, new ConvergencePlan { Trainer = trainer, Linear = new RidgeRegression(), Overfitting = new BoostedTrees(options with { Trees = 60, MinChildWeight = 0 }) }),
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }
}

public sealed class OfferFeatures : FeatureSet<IReadOnlyList<Cell>, NoHistory>
{
    public override IReadOnlyList<Field> Inputs { get; } = [new("price", ColumnType.Number, "euros"), new("match", ColumnType.Number, "how well the text matches")];

    public override IReadOnlyList<EventKind> Events { get; } = [];

    protected override IReadOnlyList<Feature<IReadOnlyList<Cell>, NoHistory>> Definitions { get; } =
    [
        new("price", ColumnType.Number, "euros", (offer, _) => offer[0]),
        new("match", ColumnType.Number, "how well the text matches", (offer, _) => offer[1]),
    ];

    protected override NoHistory NewState() => new();

    protected override IReadOnlyList<Cell> ReadRecord(IReadOnlyList<Cell> cells) => cells;

    public override IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];

    protected override string? Apply(NoHistory history, string kind, IReadOnlyList<Cell> values) => null;

    protected override string? WhatIsMissing(NoHistory history, IReadOnlyList<Cell> record) => null;

    protected override DateTime? AsOf(NoHistory history) => null;
}
