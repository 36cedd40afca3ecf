using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Linear;

/// <summary>A fitted weighted sum, through the logistic function for a binary target.</summary>
internal sealed class LinearModel(string format, LearningTask task, ModelInput[] inputs, LinearTerm[] terms, double[] weights, double[] curve) : ITrainedModel
{
    public string Format => format;

    public LearningTask Task { get; } = task;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double> LearningCurve => curve;

    public IReadOnlyList<double> Importance => [];

    public IReadOnlyList<LinearTerm> Terms => terms;

    /// <summary>The terms' weights one after the other, then the intercept.</summary>
    public IReadOnlyList<double> Weights => weights;

    public IReadOnlyList<(string Name, string Value)> Describe() =>
        [("format", format), ("iterations", $"{curve.Length}"), .. LinearDescription.Of(inputs, terms, weights)];

    public double[] Predict(Table rows)
    {
        var design = new Design(rows, inputs, terms, rows.RowCount);
        var predictions = new double[rows.RowCount];
        for (var row = 0; row < predictions.Length; row++)
        {
            var score = design.Score(row, weights);
            predictions[row] = Task == LearningTask.Binary ? ReproducibleMath.Sigmoid(score) : score;
        }

        return predictions;
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Inputs(inputs);
        foreach (var term in terms) term.Write(writer);
        writer.Numbers(weights);
        writer.Numbers(curve);
    }

    public static LinearModel Read(ModelReader reader, string format, LearningTask task)
    {
        var inputs = reader.Inputs();
        var terms = Array.ConvertAll(inputs, input => LinearTerm.Read(reader, input));
        var weights = reader.Numbers(terms.Sum(t => t.Width) + 1);
        return new LinearModel(format, task, inputs, terms, weights, reader.Numbers());
    }
}
