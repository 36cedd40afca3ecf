using System.Globalization;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Linear;

/// <summary>A weighted sum for each class, made into probabilities. Weights stand class by class, in each the terms' and then the intercept.</summary>
internal sealed class MultinomialModel(ModelInput[] inputs, LinearTerm[] terms, string[] classes, int outputs, double[] weights, double[] curve) : ITrainedModel
{
    private readonly int _width = weights.Length / outputs;

    public string Format => MultinomialRegression.FormatName;

    public LearningTask Task => LearningTask.Multiclass;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public int Outputs => outputs;

    public IReadOnlyList<string> Classes => classes;

    public IReadOnlyList<double> LearningCurve => curve;

    public IReadOnlyList<double> Importance => [];

    public IReadOnlyList<LinearTerm> Terms => terms;

    public IReadOnlyList<double> Weights => weights;

    public IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("format", Format), ("classes", outputs.ToString(CultureInfo.InvariantCulture)), ("iterations", $"{curve.Length}"),
        .. Enumerable.Range(0, outputs).SelectMany(c => LinearDescription.Of(inputs, terms, weights[(c * _width)..((c + 1) * _width)])
            .Where(d => d.Name != "weights").Take(6).Select(d => ($"{(classes.Length > 0 ? classes[c] : $"class {c}")}: {d.Name}", d.Value))),
    ];

    public double[] Predict(Table rows)
    {
        var design = new Design(rows, inputs, terms, rows.RowCount);
        var predictions = new double[rows.RowCount * outputs];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var scores = predictions.AsSpan(row * outputs, outputs);
            for (var c = 0; c < outputs; c++) scores[c] = design.Score(row, weights.AsSpan(c * _width, _width));
            Softmax.Of(scores);
        }

        return predictions;
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Inputs(inputs);
        foreach (var term in terms) term.Write(writer);
        writer.Texts(classes);
        writer.Integer(outputs);
        writer.Numbers(weights);
        writer.Numbers(curve);
    }

    public static MultinomialModel Read(ModelReader reader)
    {
        var inputs = reader.Inputs();
        var terms = Array.ConvertAll(inputs, input => LinearTerm.Read(reader, input));
        var classes = reader.Texts();
        var outputs = reader.Integer(2, 10_000);
        if (classes.Length > 0 && classes.Length != outputs) throw reader.Wrong($"{classes.Length} classes are named, {outputs} are predicted");
        var weights = reader.Numbers();
        if (weights.Length != (terms.Sum(t => (long)t.Width) + 1) * outputs) throw reader.Wrong($"{weights.Length} weights do not fit the terms");
        return new MultinomialModel(inputs, terms, classes, outputs, weights, reader.Numbers());
    }
}
