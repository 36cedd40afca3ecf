using MLOpsBuild.Data;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Cli.Tests.Gates;

/// <summary>The pipeline of orders with a gate of its own, as a user writes it.</summary>
/// <param name="features">Those of the orders, or others.</param>
public sealed class JudgedPipeline(IBatchFeatures? features = null) : Pipeline<OrdersParameters>
{
    public override string Name => "orders-late";

    protected override Release Define(PipelineBuilder p, OrdersParameters with)
    {
        p.Judges(new LatenessGate());
        var table = p.Features(features ?? new OrderFeatures(), p.Dataset("orders"), new Label("late", orders => orders["late"].ToNumbers()));
        var training = table.In(Window.Parse(with.Training));
        var evaluation = table.In(Window.Parse(with.Evaluation));
        var trainer = new RidgeRegression(new LinearOptions { L2 = with.L2 });
        var plan = new EvaluationPlan([Slice.Bands("size", 5)], 100);
        var model = p.Train(trainer, training);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Features = table,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }
}
