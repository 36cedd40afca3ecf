using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>What each input adds to the margins of rows: to what a model computes before its link, such as log odds. A row's base value and contributions sum to its margin, up to rounding.</summary>
/// <param name="Rows">The columns that contributions are of: the model's inputs, or what its transforms made of them.</param>
/// <param name="Outputs">The number of margins a row: the classes of a multiclass task, otherwise 1.</param>
/// <param name="Base">For each output what a row starts from.</param>
/// <param name="Values">For each row, for each output, a number for each column.</param>
/// <param name="Margins">For each row, for each output, the margin as the model itself computes it.</param>
public sealed record MarginExplanation(Table Rows, int Outputs, IReadOnlyList<double> Base, double[] Values, double[] Margins)
{
    /// <summary>One row's contributions to one output, in the order of the columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public ReadOnlySpan<double> Of(int row, int output = 0)
    {
        Check(row, output);
        return Values.AsSpan((row * Outputs + output) * Rows.Columns.Count, Rows.Columns.Count);
    }

    /// <summary>One row's margin of one output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public double MarginOf(int row, int output = 0)
    {
        Check(row, output);
        return Margins[row * Outputs + output];
    }

    private void Check(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows.RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
    }
}
