namespace MLOpsBuild.Learning.Trees;

/// <summary>Walks one row through a forest.</summary>
internal sealed class ForestRowPredictor(Forest forest, double[] initial, ScoreLink link) : IRowPredictor
{
    private readonly byte[] _bins = new byte[forest.BytesPerRow];

    public IReadOnlyList<ModelInput> Inputs => forest.Inputs;

    public int Outputs => forest.Outputs;

    public double NumberOf(int input, string? text) =>
        (forest.Categories[input] ?? throw new ArgumentException($"Input '{forest.Inputs[input].Name}' is {forest.Inputs[input].Type}, not a text.", nameof(input))).Of(text);

    public void Predict(ReadOnlySpan<double> row, Span<double> predictions)
    {
        var bins = _bins;
        if (row.Length != forest.Inputs.Length) throw new ArgumentException($"The row has {row.Length} numbers; the model has {forest.Inputs.Length} inputs.", nameof(row));
        if (predictions.Length != Outputs) throw new ArgumentException($"There is room for {predictions.Length} numbers; a prediction has {Outputs}.", nameof(predictions));
        forest.Bin(row, bins);
        for (var k = 0; k < predictions.Length; k++) predictions[k] = forest.Sum(initial[k], bins, k);
        link.Apply(predictions);
    }
}
