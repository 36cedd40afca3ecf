using MLOpsBuild.Data.Reading;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Differences;

/// <summary>Finds the rows that two sides do not share, by digests of rows: memory is bounded by <see cref="RowDifferenceOptions.RowsAtOnce"/>, however long the files are.</summary>
/// <remarks>
/// Values are compared as they are written, so 1.5 and 1.50 differ, as their files do. Rows are paired by 128-bit hashes of their keys; with more rows than may be kept, both sides are read
/// once for each part of the hashes. Rows with equal keys (or equal rows, without a key) are paired in their order.
/// </remarks>
public static class RowDifference
{
    /// <summary>Compares two sides.</summary>
    /// <param name="before">The earlier rows.</param>
    /// <param name="after">The later rows.</param>
    /// <param name="options">Columns and key.</param>
    /// <param name="found">Called for each row that differs: by part of the keys, in each the added ones first, then the removed and changed ones, in the order of the files.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public static RowCounts Between(IReadOnlyList<RowSource> before, IReadOnlyList<RowSource> after, RowDifferenceOptions options, Action<RowChange> found, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(found);
        var rows = Math.Max(before.Sum(b => b.Rows), after.Sum(a => a.Rows));
        var passes = (int)Math.Max(1, (rows + options.RowsAtOnce - 1) / options.RowsAtOnce);
        var counts = new RowCounts(0, 0, 0, 0, 0);
        for (var pass = 0; pass < passes; pass++)
        {
            var one = new RowPass(options, (ulong)passes, (ulong)pass, found);
            foreach (var source in before) Read(source, options, one.Remember, cancellationToken);
            one.StartOver();
            foreach (var source in after) Read(source, options, one.Match, cancellationToken);
            one.StartOver();
            if (one.MustLookBack)
            {
                foreach (var source in before) Read(source, options, one.LookBack, cancellationToken);
            }

            counts = one.AddTo(counts);
        }

        return counts;
    }

    private static void Read(RowSource source, RowDifferenceOptions options, Action<HashedBatch> take, CancellationToken cancellationToken)
    {
        using var stream = source.Open();
        var csv = new CsvOptions { File = source.Name, Columns = [.. options.Columns.Select(c => new CsvColumn(c, ColumnType.Text))] };
        var keys = options.Key.Count > 0 ? options.Key : options.Columns;
        PartitionReader.ReadBatches(stream, source.Format, csv, options.Threads, batch =>
        {
            var rows = new Batch(batch.Table, batch.FirstRow);
            var (keyA, keyB) = RowKeys.Of(rows, keys);
            var (rowA, rowB) = options.Key.Count > 0 ? RowKeys.Of(rows, options.Columns) : (keyA, keyB);
            return new HashedBatch(source.Name, batch, (keyA, keyB), (rowA, rowB));
        }, take, cancellationToken);
    }
}

/// <summary>Rows with the hashes of their keys and of their values.</summary>
internal sealed record HashedBatch(string Source, TableBatch Batch, (ulong[] A, ulong[] B) Keys, (ulong[] A, ulong[] B) Rows);
