namespace MLOpsBuild.Tables.Csv;

public static partial class CsvReader
{
    /// <summary>
    /// Reads a stream in batches of whole records: cuts it at fixed byte positions, parses and maps the batches on several threads and hands the results on in file
    /// order, one at a time. Holds a few batches per thread, whatever the size of the file, so a slow <paramref name="inOrder"/> slows the reading down.
    /// </summary>
    /// <typeparam name="T">What is made of a batch.</typeparam>
    /// <param name="stream">The file. When types are to be inferred it is read twice and must be seekable.</param>
    /// <param name="options">How to read. <see cref="CsvOptions.MaxBytes"/> does not count here.</param>
    /// <param name="threads">How many threads work, the caller's among them; at least 1. The result does not depend on it.</param>
    /// <param name="map">Called on any of the threads, several at a time; the batch is its own to keep. There is always a batch 0, perhaps without rows.</param>
    /// <param name="inOrder">Called on any of the threads, one at a time.</param>
    /// <param name="cancellationToken">Ends the reading between two batches.</param>
    /// <returns>What was found in all of the file.</returns>
    /// <exception cref="ArgumentException">The delimiter cannot be one.</exception>
    /// <exception cref="NotSupportedException">Types are to be inferred from a stream that cannot seek.</exception>
    /// <exception cref="InvalidDataException">The file is packed and broken.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static CsvSummary ReadBatches<T>(
        Stream stream, CsvOptions options, int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        using var reading = new CsvReading(stream, options, long.MaxValue, long.MaxValue);
        return reading.Run(threads, map, inOrder, cancellationToken);
    }
}
