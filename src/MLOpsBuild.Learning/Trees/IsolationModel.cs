using System.Globalization;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Fitted isolation trees.</summary>
internal sealed class IsolationModel(ModelInput[] inputs, CategoryEncoding?[] categories, int sample, IsolationNode[][] trees) : ITrainedModel
{
    private readonly double _usual = IsolationTree.MeanLength(sample);

    public string Format => IsolationForest.FormatName;

    public LearningTask Task => LearningTask.Anomaly;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    public int Sample => sample;

    public CategoryEncoding?[] Categories => categories;

    public IsolationNode[][] Trees => trees;

    public double[] Predict(Table rows)
    {
        double[][] values = [.. inputs.Select((input, f) => BinnedRows.Encode(rows, input, categories[f]))];
        var scores = new double[rows.RowCount];
        for (var row = 0; row < scores.Length; row++)
        {
            var sum = 0.0;
            foreach (var tree in trees)
            {
                var node = tree[0];
                while (!node.IsLeaf) node = tree[node.Left + (node.GoesRight(values[node.Feature][row]) ? 1 : 0)];
                sum += node.Length;
            }

            scores[row] = _usual > 0 ? ReproducibleMath.Pow(2, -sum / trees.Length / _usual) : 0.5;
        }

        return scores;
    }

    public IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("format", Format),
        ("trees", trees.Length.ToString(CultureInfo.InvariantCulture)),
        ("rows for each tree", sample.ToString(CultureInfo.InvariantCulture)),
        ("inputs", string.Join(", ", inputs.Select(i => i.Name))),
    ];

    public void Write(Stream stream) => IsolationFormat.Write(this, stream);
}
