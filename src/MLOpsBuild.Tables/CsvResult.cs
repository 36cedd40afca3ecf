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

/// <summary>Consecutive rows of a file.</summary>
/// <param name="Index">The number of the batch, from 0.</param>
/// <param name="FirstRow">The number of the first record, counted as <see cref="CsvProblem.Row"/>: the first one behind the header is 2.</param>
/// <param name="Table">The values; each text column has a dictionary of its own.</param>
/// <param name="Problems">The first problems of the batch, in file order; those of the header are in batch 0.</param>
/// <param name="ProblemCount">The number of all its problems.</param>
public sealed record TableBatch(int Index, long FirstRow, Table Table, IReadOnlyList<CsvProblem> Problems, long ProblemCount);

/// <summary>What a reading in batches found.</summary>
/// <param name="Rows">The rows of all batches.</param>
/// <param name="Batches">Their number, at least 1.</param>
/// <param name="Columns">The columns with their types, declared or inferred.</param>
/// <param name="Problems">The first problems of the file, in its order.</param>
/// <param name="ProblemCount">The number of all problems.</param>
/// <param name="Delimiter">What separates fields.</param>
public sealed record CsvSummary(long Rows, int Batches, IReadOnlyList<CsvColumn> Columns, IReadOnlyList<CsvProblem> Problems, long ProblemCount, char Delimiter);
