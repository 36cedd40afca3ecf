using MLOpsBuild.Data;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests;

public sealed record OrdersParameters(string Training, string Evaluation, double L2);

/// <summary>The smallest real pipeline: how late will an order be, from its size and its shop?</summary>
public sealed class OrdersPipeline : Pipeline<OrdersParameters>
{
    public override string Name => "orders-late";

    protected override Release Define(PipelineBuilder p, OrdersParameters with)
    {
        var features = p.Features(new OrderFeatures(), p.Dataset("orders"), new Label("late", Late));
        var training = features.In(Window.Parse(with.Training));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var trainer = new RidgeRegression(new LinearOptions { L2 = with.L2 });
        var plan = new EvaluationPlan([Slice.Bands("size", 5)], 100);
        var model = p.Train(trainer, training);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }

    private static double[] Late(Table orders) => orders["late"].ToNumbers();
}

public sealed record Order(long Size, string Shop);

public sealed class OrderHistory
{
    public DateTime? AsOf { get; set; }
}

public sealed class OrderFeatures : FeatureSet<Order, OrderHistory>
{
    public override IReadOnlyList<Field> Inputs { get; } = [new("size", ColumnType.Integer, "items"), new("shop", ColumnType.Text, "name")];

    public override IReadOnlyList<EventKind> Events { get; } = [];

    protected override IReadOnlyList<Feature<Order, OrderHistory>> Definitions { get; } =
    [
        new("size", ColumnType.Number, "items", (order, _) => Cell.Of((double)order.Size)),
        new("shop", ColumnType.Text, "name", (order, _) => Cell.Of(order.Shop)),
    ];

    protected override OrderHistory NewState() => new();

    protected override Order ReadRecord(IReadOnlyList<Cell> cells) => new(cells[0].Integer, cells[1].Text!);

    public override IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];

    protected override string? Apply(OrderHistory history, string kind, IReadOnlyList<Cell> values) => null;

    protected override string? WhatIsMissing(OrderHistory history, Order record) => null;

    protected override DateTime? AsOf(OrderHistory history) => history.AsOf;
}
