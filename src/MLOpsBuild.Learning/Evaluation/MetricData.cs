using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>The rows that one metric is computed of.</summary>
/// <param name="Task">The kind of target.</param>
/// <param name="Predictions">Rows × outputs.</param>
/// <param name="Outputs">Numbers a row.</param>
/// <param name="Target">One outcome a row.</param>
/// <param name="Groups">The group of each row; null where there are none.</param>
/// <param name="Blocks">The block of each row.</param>
/// <param name="RowsAreIndependent">True when each row is a block of its own and formulas of independent rows hold.</param>
internal sealed record MetricData(
    LearningTask Task, double[] Predictions, int Outputs, double[] Target, int[]? Groups, BlockIndex Blocks, bool RowsAreIndependent = false);
