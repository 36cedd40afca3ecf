using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>A fitted forest with its initial score.</summary>
internal sealed class BoostedTreesModel(Forest forest, LearningTask task, double initial, double[] curve, double[] importance) : ITrainedModel
{
    /// <summary>Rows at a time: their bins and scores stay in the first cache.</summary>
    private const int Block = 512;

    public string Format => BoostedTrees.FormatName;

    public LearningTask Task { get; } = task;

    public IReadOnlyList<ModelInput> Inputs => forest.Inputs;

    public IReadOnlyList<double> LearningCurve => curve;

    public IReadOnlyList<double> Importance => importance;

    public Forest Forest => forest;

    public double Initial => initial;

    public double[] Predict(Table rows)
    {
        var values = new double[forest.Inputs.Length][];
        for (var f = 0; f < values.Length; f++) values[f] = BinnedRows.Encode(rows, forest.Inputs[f], forest.Categories[f]);
        var scores = new double[rows.RowCount];
        Array.Fill(scores, initial);
        for (var start = 0; start < scores.Length; start += Block) AddBlock(scores, values, start);
        if (Task == LearningTask.Binary)
        {
            for (var row = 0; row < scores.Length; row++) scores[row] = ReproducibleMath.Sigmoid(scores[row]);
        }

        return scores;
    }

    public void Write(Stream stream) => BoostedTreesFormat.Write(this, stream);

    private void AddBlock(double[] scores, double[][] values, int start)
    {
        var count = Math.Min(Block, scores.Length - start);
        var bins = new byte[count * values.Length];
        for (var f = 0; f < values.Length; f++)
        {
            for (int row = 0, at = f; row < count; row++, at += values.Length) bins[at] = BinCuts.Of(values[f][start + row], forest.Cuts[f]);
        }

        forest.AddTo(scores.AsSpan(start, count), bins);
    }
}
