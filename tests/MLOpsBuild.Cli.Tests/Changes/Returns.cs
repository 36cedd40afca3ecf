using System.Linq;
using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace Returns;

public sealed record ReturnsParameters(string Training, string Evaluation, int Trees, int Seed);

public sealed class ReturnsPipeline : Pipeline<ReturnsParameters>
{
    public override string Name => "orders-late";

    protected override Release Define(PipelineBuilder p, ReturnsParameters with)
    {
        var features = p.Features(new OrderFeatures(), p.Dataset("orders"), new Label("late", orders => orders["late"].ToNumbers()));
        var training = features.In(Window.Parse(with.Training));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var trainer = new BoostedTrees(new BoostedTreesOptions { Task = LearningTask.Regression, Trees = with.Trees, MinChildWeight = 1, RowShare = 0.5, Seed = (ulong)with.Seed });
        var plan = new EvaluationPlan([Slice.Bands("size", 5)], 20);
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
}

public sealed record Order(long Size, string Shop);

public sealed class OrderHistory
{
    public System.DateTime? AsOf { get; set; }
}

public static class Freight
{
    public static double NeverAsked(long size) => size * 7.0;
}

public interface IScale
{
    double Tare() => Empty() + 1;

    double Empty();
}

public sealed class Scale
{
    public double Tare() => ((IScale)new Spring()).Tare();

    private sealed class Spring : IScale
    {
        public double Empty() => 2;
    }
}

public sealed class OrderFeatures : FeatureSet<Order, OrderHistory>
{
    public override System.Collections.Generic.IReadOnlyList<Field> Inputs { get; } = [new("size", ColumnType.Integer, "items"), new("shop", ColumnType.Text, "name")];

    public override System.Collections.Generic.IReadOnlyList<EventKind> Events { get; } = [];

    protected override System.Collections.Generic.IReadOnlyList<Feature<Order, OrderHistory>> Definitions { get; } =
    [
        new("size", ColumnType.Number, "items", (order, _) => Cell.Of(Weight(order.Size))),
        new("shop", ColumnType.Text, "name", (order, _) => Cell.Of(order.Shop)),
    ];

    // How heavy an order is.
    public static double Weight(long size)
    {
        var contents = size * 2.0;
        return contents + Box * 0.5 + Padding(size) + Layers(size).Sum() + Larger(size, 3L) + Label(size) + new Scale().Tare();
    }

    private const double Box = 0.25;

    private static double Padding(long size)
    {
        System.Func<long, double> foam = s => s * 0.125;
        return Folded(foam(size));

        static double Folded(double foam) => foam + 0.0625;
    }

    private static System.Collections.Generic.IEnumerable<double> Layers(long size)
    {
        for (var layer = 0L; layer < size % 3; layer++) yield return layer * 0.5;
    }

    private static double Larger<T>(T one, T other)
        where T : System.Numerics.INumber<T> => double.CreateChecked(one > other ? one : other + T.One);

    private static double Label(long size) => LabelLater(size).Result;

    private static async System.Threading.Tasks.Task<double> LabelLater(long size)
    {
        await System.Threading.Tasks.Task.CompletedTask;
        return size * 0.03125;
    }

    protected override OrderHistory NewState() => new();

    protected override Order ReadRecord(System.Collections.Generic.IReadOnlyList<Cell> cells) => new(cells[0].Integer, cells[1].Text!);

    public override System.Collections.Generic.IEnumerable<(string Kind, System.Collections.Generic.IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];

    protected override string? Apply(OrderHistory history, string kind, System.Collections.Generic.IReadOnlyList<Cell> values) => null;

    protected override string? WhatIsMissing(OrderHistory history, Order record) => null;

    protected override System.DateTime? AsOf(OrderHistory history) => history.AsOf;
}
