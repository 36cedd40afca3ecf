namespace MLOpsBuild.Learning.Splits;

/// <summary>One way of dividing rows: those to learn from and those to measure on, each ascending and without a row in common.</summary>
/// <param name="Train">The numbers of the rows to learn from.</param>
/// <param name="Test">The numbers of the rows to measure on.</param>
public sealed record Fold(int[] Train, int[] Test);
