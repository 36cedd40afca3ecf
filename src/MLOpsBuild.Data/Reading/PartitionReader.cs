using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Tables.JsonLines;

namespace MLOpsBuild.Data.Reading;

/// <summary>Reads a partition's rows, however the lock says that they are written: the one place that knows the formats.</summary>
public static class PartitionReader
{
    /// <summary>Reads a partition in batches; see <see cref="CsvReader.ReadBatches"/>.</summary>
    /// <typeparam name="T">What is made of a batch.</typeparam>
    /// <param name="stream">The partition's bytes. When columns or types are to be found out they are read twice.</param>
    /// <param name="format">One of <see cref="LockedDataset.Formats"/>.</param>
    /// <param name="options">How to read; what a format has no use for does not count.</param>
    /// <param name="threads">How many threads work, at least 1; no result depends on it.</param>
    /// <param name="map">Called on any of the threads, several at a time.</param>
    /// <param name="inOrder">Called on any of the threads, one at a time, in the order of the file.</param>
    /// <param name="cancellationToken">Ends the reading between two batches.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    /// <exception cref="InvalidDataException">The bytes are packed and broken.</exception>
    public static CsvSummary ReadBatches<T>(
        Stream stream, string format, CsvOptions options, int threads, Func<TableBatch, T> map, Action<T> inOrder, CancellationToken cancellationToken = default)
    {
        switch (format)
        {
            case LockedDataset.Csv:
                return CsvReader.ReadBatches(stream, options, threads, map, inOrder, cancellationToken);
            case LockedDataset.Ndjson:
                return JsonLinesReader.ReadBatches(stream, options, threads, map, inOrder, cancellationToken);
            case LockedDataset.Files:
                using (var listing = FileListing.Of(stream, cancellationToken)) return CsvReader.ReadBatches(listing, options with { MissingSpellings = [] }, threads, map, inOrder, cancellationToken);
            default:
                throw new ArgumentException($"There is no format '{format}'; there are {string.Join(", ", LockedDataset.Formats)}.", nameof(format));
        }
    }

    /// <summary>Reads all of a partition into one table.</summary>
    /// <inheritdoc cref="ReadBatches"/>
    public static CsvResult Read(Stream stream, string format, CsvOptions options)
    {
        if (format == LockedDataset.Csv) return CsvReader.Read(stream, options);
        var tables = new List<Table>();
        var summary = ReadBatches(stream, format, options, 1, batch => batch.Table, tables.Add);
        return new CsvResult(Table.Concat(tables), summary.Problems) { ProblemCount = summary.ProblemCount };
    }
}
