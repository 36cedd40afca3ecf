using MLOpsBuild.Data;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Tests.Plugins;

/// <summary>The pipeline of orders with a model that another program trained and wrote as ONNX.</summary>
public sealed class ImportPipeline : Pipeline<OrdersParameters>
{
    public override string Name => "orders-late";

    protected override Release Define(PipelineBuilder p, OrdersParameters with)
    {
        var features = p.Features(new OrderFeatures(), p.Dataset("orders"), new Label("late", orders => orders["late"].ToNumbers()));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var plan = new EvaluationPlan([], 100);
        var model = p.Import("late.onnx", bytes => OnnxModel.Import(new MemoryStream(bytes)));
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Features = features,
            TrainingRows = features.In(Window.Parse(with.Training)),
            EvaluationRows = evaluation,
            Plan = plan,
        };
    }
}
