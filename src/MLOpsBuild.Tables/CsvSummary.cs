namespace MLOpsBuild.Tables;

/// <summary>What a reading in batches found.</summary>
/// <param name="Rows">The rows of all batches.</param>
/// <param name="Batches">Their number, at least 1.</param>
/// <param name="Columns">The columns with their types, declared or inferred.</param>
/// <param name="Problems">The first problems of the file, in its order.</param>
/// <param name="ProblemCount">The number of all problems.</param>
/// <param name="Delimiter">What separates fields.</param>
public sealed record CsvSummary(long Rows, int Batches, IReadOnlyList<CsvColumn> Columns, IReadOnlyList<CsvProblem> Problems, long ProblemCount, char Delimiter)
{
    /// <summary>What the file is written in.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>The records that went to quarantine.</summary>
    public long Quarantined { get; init; }
}
