using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Baselines;

/// <summary>Predicts the training mean (for a binary target: its base rate) for every row: what any model must beat.</summary>
/// <param name="task">The kind of target.</param>
public sealed class PriorModel(LearningTask task) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "prior";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is missing or not 0 or 1 in a binary task.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, task);
        return new FittedPrior(task, Inputs.Of(set.Features), PairwiseSum.Mean(set.Target));
    }
}

/// <summary>A constant. It names the training set's inputs, so that it can stand in for any model, and reads none of them.</summary>
internal sealed class FittedPrior(LearningTask task, ModelInput[] inputs, double value) : ITrainedModel
{
    public string Format => PriorModel.FormatName;

    public LearningTask Task { get; } = task;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    /// <summary>The constant.</summary>
    public double Value => value;

    public static FittedPrior Read(ModelReader reader)
    {
        var task = reader.Task();
        return new FittedPrior(task, reader.Inputs(), reader.Number());
    }

    public double[] Predict(Table rows)
    {
        var predictions = new double[rows.RowCount];
        Array.Fill(predictions, value);
        return predictions;
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Task(Task);
        writer.Inputs(inputs);
        writer.Number(value);
    }
}
