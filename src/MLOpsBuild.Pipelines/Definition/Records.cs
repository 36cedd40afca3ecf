using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Reading;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Reads the records of pinned partitions.</summary>
public static class Records
{
    /// <summary>A partition's records. Of one that was added by force, what does not fit the schema's types is missing.</summary>
    /// <exception cref="InvalidDataException">A row does not fit the schema's types; the first few are named with file, row and column.</exception>
    public static Table Read(ContentStore store, Dataset dataset, Partition partition)
    {
        var read = Parse(store, dataset.Schema, dataset.Name, partition, dataset.Format);
        return read.Problems.Count == 0 || partition.Forced.Count > 0
            ? read.Table
            : throw new InvalidDataException($"{read.ProblemCount} values do not fit the schema: {string.Join("; ", read.Problems.Take(3).Select(p => $"{p.Place}: {p.Message}"))}");
    }

    /// <summary>A partition's records with what does not fit the schema's types.</summary>
    /// <param name="store">The store, which has the partition in one blob or in chunks.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="format">How it is written, as the data lock says it.</param>
    public static CsvResult Parse(ContentStore store, DatasetSchema schema, string dataset, Partition partition, string format = LockedDataset.Csv)
    {
        using var file = ChunkedFile.Open(store, partition.Digest);
        return PartitionReader.Read(file, format, schema.ToCsvOptions(FileName(dataset, partition, format)));
    }

    /// <summary>A partition as messages name it.</summary>
    public static string FileName(string dataset, Partition partition, string format = LockedDataset.Csv) => $"{dataset}/{partition.Name}.{format}";
}
