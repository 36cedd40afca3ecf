namespace MLOpsBuild.Tables;

/// <summary>One thing that is wrong in a CSV file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Row">The record, counted from 1 with the header as 1: what a spreadsheet shows.</param>
/// <param name="Column">The column's name; null when the whole record is meant.</param>
/// <param name="Text">The text that was found, shortened.</param>
/// <param name="Expected">What would have been right: <c>an integer</c>.</param>
/// <param name="Message">The whole story in one sentence.</param>
public sealed record CsvProblem(string File, long Row, string? Column, string Text, string Expected, string Message)
{
    /// <summary><c>file:row:column</c>, or <c>file:row</c>.</summary>
    public string Place => Column is null ? $"{File}:{Row}" : $"{File}:{Row}:{Column}";
}

/// <summary>What a CSV file holds. A field with a problem is missing in the table; a record keeps its place, so row <c>i</c> of the table is record <c>i + 2</c> of the file.</summary>
/// <param name="Table">The values.</param>
/// <param name="Problems">The first problems, in file order.</param>
public sealed record CsvResult(Table Table, IReadOnlyList<CsvProblem> Problems)
{
    /// <summary>The number of all problems, also of those not kept.</summary>
    public long ProblemCount { get; init; } = Problems.Count;
}
