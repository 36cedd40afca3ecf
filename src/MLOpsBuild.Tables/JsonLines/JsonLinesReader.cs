using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>Reads NDJSON: one JSON object on each line, its keys the columns.</summary>
/// <remarks>
/// Options as for CSV, without delimiter, marks and spellings of missing values. When all columns are declared with a type the file is read once and any other key
/// is a problem; otherwise all keys become columns, the declared ones first, then the others in order of appearance, with types inferred from all of the file.
/// A key that a line lacks and <c>null</c> are missing. A text column takes every value, numbers, true and false, objects and arrays as they are written; the others take their
/// own kind only. Rows are counted from 1. Empty lines at the end are none; other lines that are no object are problems, and many of them end the reading.
/// </remarks>
public static class JsonLinesReader
{
    /// <summary>Reads a stream in batches; see <see cref="CsvReader.ReadBatches"/>.</summary>
    /// <typeparam name="T">What is made of a batch.</typeparam>
    /// <param name="stream">The file. When columns or types are to be found out it is read twice and must be seekable.</param>
    /// <param name="options">How to read. <see cref="CsvOptions.MaxBytes"/> does not count here.</param>
    /// <param name="threads">How many threads work, the caller's among them; at least 1. The result does not depend on it.</param>
    /// <param name="map">Called on any of the threads, several at a time.</param>
    /// <param name="inOrder">Called on any of the threads, one at a time, in file order.</param>
    /// <param name="cancellationToken">Ends the reading between two batches.</param>
    /// <returns>What was found; its delimiter is the line feed.</returns>
    /// <exception cref="NotSupportedException">Columns are to be found out from a stream that cannot seek.</exception>
    /// <exception cref="InvalidDataException">The file is packed and broken.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static CsvSummary ReadBatches<T>(
        Stream stream, CsvOptions options, int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        using var reading = new JsonLinesReading(stream, options, long.MaxValue);
        return reading.Run(threads, map, inOrder, cancellationToken);
    }

    /// <summary>Reads all of a file's bytes into one table.</summary>
    /// <exception cref="InvalidDataException">They are packed, and broken or unpack to more than <see cref="CsvOptions.MaxBytes"/>.</exception>
    public static unsafe CsvResult Read(ReadOnlySpan<byte> bytes, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        fixed (byte* start = bytes)
        {
            using var stream = bytes.IsEmpty ? Stream.Null : new UnmanagedMemoryStream(start, bytes.Length);
            var tables = new List<Table>();
            using var reading = new JsonLinesReading(stream, options, Math.Max(options.MaxBytes, bytes.Length));
            var summary = reading.Run(1, batch => batch.Table, tables.Add, default);
            return new CsvResult(Table.Concat(tables), summary.Problems) { ProblemCount = summary.ProblemCount };
        }
    }
}
