using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>The rows that one metric is computed of.</summary>
/// <param name="Task">The kind of target.</param>
/// <param name="Predictions">Rows × outputs.</param>
/// <param name="Outputs">Numbers a row.</param>
/// <param name="Target">One outcome a row.</param>
/// <param name="Groups">The group of each row; null where there are none.</param>
/// <param name="Blocks">The block of each row.</param>
/// <param name="Weights">How much each row counts; null when all count 1.</param>
/// <param name="RowsAreIndependent">True when each row is a block of its own and formulas of independent rows hold.</param>
internal sealed record MetricData(
    LearningTask Task, double[] Predictions, int Outputs, double[] Target, int[]? Groups, BlockIndex Blocks, double[]? Weights, bool RowsAreIndependent = false)
{
    /// <summary>The weight of each block's rows: their number when all count 1.</summary>
    public double[] Sizes() => Weights is null ? Array.ConvertAll(Blocks.Sizes(), size => (double)size) : Blocks.Sums(Weights);

    /// <summary>The sums over each block's rows of a value, as the rows count.</summary>
    public double[] Sums(double[] values) => Blocks.Sums(Weights is null ? values : [.. values.Select((value, row) => value * Weights[row])]);
}
