using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Baselines;

/// <summary>A constant, or one for each class. It names the training set's inputs, so that it can stand in for any model, and reads none of them.</summary>
internal sealed class FittedPrior(LearningTask task, ModelInput[] inputs, double[] values) : ITrainedModel
{
    public string Format => PriorModel.FormatName;

    public LearningTask Task { get; } = task;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public int Outputs => values.Length;

    public IReadOnlyList<string> Classes { get; init; } = [];

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    /// <summary>What is predicted, one for each output.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The constant.</summary>
    /// <exception cref="NotSupportedException">There is one for each class.</exception>
    public double Value => values.Length == 1 ? values[0] : throw new NotSupportedException("A prior of several classes is no single number.");

    public static FittedPrior Read(ModelReader reader)
    {
        var task = reader.Task();
        var inputs = reader.Inputs();
        if (task != LearningTask.Multiclass) return new FittedPrior(task, inputs, [reader.Number()]);
        var classes = reader.Texts();
        var shares = reader.Numbers();
        if (shares.Length < 2) throw reader.Wrong($"{shares.Length} classes are predicted");
        if (classes.Length > 0 && classes.Length != shares.Length) throw reader.Wrong($"{classes.Length} classes are named, {shares.Length} are predicted");
        return new FittedPrior(task, inputs, shares) { Classes = classes };
    }

    public double[] Predict(Table rows)
    {
        var predictions = new double[rows.RowCount * values.Length];
        for (var at = 0; at < predictions.Length; at += values.Length) values.CopyTo(predictions, at);
        return predictions;
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Task(Task);
        writer.Inputs(inputs);
        if (Task == LearningTask.Multiclass)
        {
            writer.Texts(Classes);
            writer.Numbers(values);
        }
        else
        {
            writer.Number(values[0]);
        }
    }
}
