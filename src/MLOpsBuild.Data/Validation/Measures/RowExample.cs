namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>A row that breaks a rule.</summary>
/// <param name="Row">The record of the file, with the header as 1: what a spreadsheet shows.</param>
/// <param name="Value">What it holds, shortened.</param>
public readonly record struct RowExample(long Row, string Value);
