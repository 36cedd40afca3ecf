namespace MLOpsBuild.Learning.Trees;

/// <summary>Walks one row through a forest.</summary>
internal sealed class ForestRowPredictor(Forest forest, double[] initial, ScoreLink link) : IRowPredictor
{
    private readonly byte[] _bins = new byte[forest.Inputs.Length];

    public IReadOnlyList<ModelInput> Inputs => forest.Inputs;

    public int Outputs => forest.Outputs;

    public double NumberOf(int input, string? text) =>
        (forest.Categories[input] ?? throw new ArgumentException($"Input '{forest.Inputs[input].Name}' is {forest.Inputs[input].Type}, not a text.", nameof(input))).Of(text);

    public void Predict(ReadOnlySpan<double> row, Span<double> predictions)
    {
        var bins = _bins;
        if (row.Length != bins.Length) throw new ArgumentException($"The row has {row.Length} numbers; the model has {bins.Length} inputs.", nameof(row));
        if (predictions.Length != Outputs) throw new ArgumentException($"There is room for {predictions.Length} numbers; a prediction has {Outputs}.", nameof(predictions));
        var cuts = forest.Cuts;
        for (var f = 0; f < bins.Length; f++) bins[f] = BinCuts.Of(row[f], cuts[f]);
        for (var k = 0; k < predictions.Length; k++) predictions[k] = forest.Flat.Sum(initial[k], bins, k);
        link.Apply(predictions);
    }
}
