using FlightDelay;
using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace FlightDelayMinutes;

/// <summary>How many minutes late will this flight arrive? Trained by an existing program, as a team may have one.</summary>
public sealed class FlightDelayMinutesPipeline : Pipeline<FlightDelayMinutesParameters>
{
    private const double Earliest = -60;
    private const double Latest = 180;

    /// <inheritdoc/>
    public override string Name => "flight-delay-minutes";

    /// <summary>The arrival delay in minutes, clipped to [−60, 180]: beyond, minutes say nothing of the model's use.</summary>
    public static double[] Minutes(Table flights) => [.. flights["delay"].ToNumbers().Select(delay => Math.Clamp(delay, Earliest, Latest))];

    /// <summary>The model that the training program wrote down as coefficients.</summary>
    public static ITrainedModel ReadModel(byte[] coefficients, Table features) => StepJson.Read<LinearCoefficients>(coefficients)
        .ToModel(LearningTask.Regression, [.. features.Columns.Select(c => new ModelInput(c.Name, c.Type))]);

    /// <inheritdoc/>
    protected override Release Define(PipelineBuilder p, FlightDelayMinutesParameters with)
    {
        var departures = p.Dataset("departures");
        var features = p.Features(new FlightFeatures(), departures, new Label("minutes", Minutes));
        var training = features.In(Window.Parse(with.TrainingWindow));
        var evaluation = features.In(Window.Parse(with.EvaluationWindow));

        var program = new ExternalCommand("dotnet", ["run", "train.cs", "rows.csv", "minutes", $"{with.Ridge}", "model.json"], ["train.cs"], "model.json");
        var model = p.TrainWith(program, training, ReadModel);
        var plan = new EvaluationPlan([Slice.Bands("distance", 500, 1000, 2000), Slice.Bands("tod", 360, 720, 1080)]);
        var (metrics, predictions) = p.Evaluate(model, evaluation, plan);

        return new Release
        {
            Model = model,
            Evaluation = metrics,
            Predictions = predictions,
            Features = features,
            TrainingRows = training,
            EvaluationRows = evaluation,
            Plan = plan,
        };
    }
}
