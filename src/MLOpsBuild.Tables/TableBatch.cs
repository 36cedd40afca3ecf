namespace MLOpsBuild.Tables;

/// <summary>Consecutive rows of a file.</summary>
/// <param name="Index">The number of the batch, from 0.</param>
/// <param name="FirstRow">The number of the first record, counted as <see cref="CsvProblem.Row"/>: the first one behind the header is 2.</param>
/// <param name="Table">The values; each text column has a dictionary of its own.</param>
/// <param name="Problems">The first problems of the batch, in file order; those of the header are in batch 0.</param>
/// <param name="ProblemCount">The number of all its problems.</param>
public sealed record TableBatch(int Index, long FirstRow, Table Table, IReadOnlyList<CsvProblem> Problems, long ProblemCount)
{
    /// <summary>The numbers of the records that went to quarantine and are not in the table, ascending. Empty without a quarantine.</summary>
    public IReadOnlyList<long> Quarantined { get; init; } = [];

    /// <summary>The number of the record that is a row of the table, counted as <see cref="CsvProblem.Row"/>.</summary>
    public long RowNumber(int row)
    {
        var number = FirstRow + row;
        foreach (var gone in Quarantined)
        {
            if (gone > number) break;
            number++;
        }

        return number;
    }
}

/// <summary>A record that was taken out of the table because of a problem.</summary>
/// <param name="Row">Its number, counted as <see cref="CsvProblem.Row"/>.</param>
/// <param name="Record">Its bytes as in the file but in UTF-8, without the line end; only the first <see cref="CsvOptions.MaxRecordBytes"/> of a longer one.</param>
/// <param name="Reasons">What is wrong, at least one problem and at most <see cref="CsvOptions.MaxProblems"/>.</param>
public readonly record struct QuarantinedRecord(long Row, ReadOnlyMemory<byte> Record, IReadOnlyList<CsvProblem> Reasons);
