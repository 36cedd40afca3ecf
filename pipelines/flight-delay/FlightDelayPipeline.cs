using MLOpsBuild.Data;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;

namespace FlightDelay;

/// <summary>Will this flight arrive 15 or more minutes late? Asked at push-back.</summary>
public sealed class FlightDelayPipeline : Pipeline<FlightDelayParameters>
{
    /// <inheritdoc/>
    public override string Name => "flight-delay";

    /// <inheritdoc/>
    protected override Release Define(PipelineBuilder p, FlightDelayParameters with)
    {
        var departures = p.Dataset("departures");
        var features = p.Features(new FlightFeatures(), departures, new Label("late", FlightFeatures.Late));
        var training = features.In(Window.Parse(with.TrainingWindow));
        var evaluation = features.In(Window.Parse(with.EvaluationWindow));

        var trainer = new BoostedTrees(with.Train);
        var model = p.Train(trainer, training);
        var plan = new EvaluationPlan(
        [
            Slice.Bands("distance", 500, 1000, 2000),
            Slice.Bands("tod", 360, 720, 1080),
            Slice.AtLeast("tod", 360, "Without departures before 06:00: their prev_rate counts flights of yesterday that may not have landed yet."),
            Slice.Values("destination", minimumRows: 150),
        ]);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);
        var convergence = p.ConvergenceTests(training, evaluation, new ConvergencePlan
        {
            Trainer = trainer,
            Linear = new LogisticRegression(new LinearOptions()),
            Overfitting = new BoostedTrees(with.Train with { Trees = 400, Depth = 8, LearningRate = 0.3, MinChildWeight = 0, L2 = 0, CategoryPriorWeight = 0 }),
        });

        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Convergence = convergence,
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Trainer = trainer,
            Plan = plan,
        };
    }
}
