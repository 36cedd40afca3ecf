namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>What one trial's model showed on one fold.</summary>
/// <param name="Learned">The number of rows that it learned from.</param>
/// <param name="Measured">The number of rows that it was measured on.</param>
/// <param name="Value">The metric there; null where it gave no number.</param>
public sealed record FoldResult(int Learned, int Measured, double? Value = null);
