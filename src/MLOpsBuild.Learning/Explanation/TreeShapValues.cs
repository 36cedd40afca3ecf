namespace MLOpsBuild.Learning.Explanation;

/// <summary>What each input of a tree model adds to the score of each row. A row's contributions and the base value sum to its score.</summary>
/// <param name="Inputs">The model's inputs.</param>
/// <param name="Outputs">The number of scores a row: the classes of a multiclass task, otherwise 1.</param>
/// <param name="Base">For each output the mean score of the training rows, as the trees weigh them.</param>
/// <param name="Values">For each row, for each output, a number for each input.</param>
public sealed record TreeShapValues(IReadOnlyList<ModelInput> Inputs, int Outputs, IReadOnlyList<double> Base, double[] Values)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Values.Length / (Inputs.Count * Outputs);

    /// <summary>One row's contributions to one output, in the order of the inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public ReadOnlySpan<double> Of(int row, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
        return Values.AsSpan((row * Outputs + output) * Inputs.Count, Inputs.Count);
    }

    /// <summary>One row's score of one output: the base value and all contributions.</summary>
    public double ScoreOf(int row, int output = 0)
    {
        var score = Base[output];
        foreach (var value in Of(row, output)) score += value;
        return score;
    }
}
