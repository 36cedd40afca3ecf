using MLOpsBuild.Data;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using PluginTrainer;

namespace MLOpsBuild.Cli.Tests.Plugins;

public sealed record PluginParameters(string Training, string Evaluation, int Neighbours);

/// <summary>The pipeline of orders with the trainer of samples/plugin-trainer, as a user writes it.</summary>
public sealed class PluginPipeline : Pipeline<PluginParameters>
{
    public override string Name => "orders-late";

    protected override Release Define(PipelineBuilder p, PluginParameters with)
    {
        p.Reads(new NearestNeighboursFormat());
        var features = p.Features(new OrderFeatures(), p.Dataset("orders"), new Label("late", orders => orders["late"].ToNumbers()));
        var training = features.In(Window.Parse(with.Training));
        var evaluation = features.In(Window.Parse(with.Evaluation));
        var trainer = new NearestNeighbours(new NearestNeighboursOptions { Neighbours = with.Neighbours });
        var plan = new EvaluationPlan([Slice.Bands("size", 5)], 100);
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
                Linear = new RidgeRegression(),
                Overfitting = new NearestNeighbours(new NearestNeighboursOptions { Neighbours = 1 }),
            }),
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }
}
