using System.Globalization;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Clustering;

/// <summary>Centres, of which the nearest one is a row's cluster.</summary>
internal sealed class KMeansModel(ModelInput[] inputs, double[][] centres, double[] curve) : ITrainedModel
{
    public string Format => KMeans.FormatName;

    public LearningTask Task => LearningTask.Clustering;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double[]> Centres => centres;

    public IReadOnlyList<double> LearningCurve => curve;

    public IReadOnlyList<double> Importance => [];

    public IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("format", Format), ("clusters", $"{centres.Length}"), ("rounds", $"{curve.Length}"), ("sum of squares", Text(curve.Length > 0 ? curve[^1] : 0)),
        .. centres.Select((centre, c) => ($"centre {c}", string.Join(", ", centre.Take(20).Select((v, i) => $"{inputs[i].Name} {Text(v)}")))),
    ];

    public double[] Predict(Table rows)
    {
        var points = Points.Of(rows, inputs);
        var predictions = new double[points.Count];
        for (var row = 0; row < predictions.Length; row++) predictions[row] = Points.Nearest(points[row], centres).Centre;
        return predictions;
    }

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Inputs(inputs);
        writer.Integer(centres.Length);
        foreach (var centre in centres) writer.Numbers(centre);
        writer.Numbers(curve);
    }

    public static KMeansModel Read(ModelReader reader)
    {
        var inputs = reader.Inputs();
        if (inputs.Any(i => i.IsText())) throw reader.Wrong("an input of a clustering is a text");
        var centres = new double[reader.Count(4)][];
        if (centres.Length == 0) throw reader.Wrong("there is no centre");
        for (var c = 0; c < centres.Length; c++) centres[c] = reader.Numbers(inputs.Length);
        return new KMeansModel(inputs, centres, reader.Numbers());
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
