using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Reads the records of pinned partitions.</summary>
public static class Records
{
    /// <summary>A partition's records.</summary>
    /// <exception cref="InvalidDataException">A row does not fit the schema's types; the first few are named with file, row and column.</exception>
    public static Table Read(ContentStore store, Dataset dataset, Partition partition)
    {
        var read = Parse(store, dataset.Schema, dataset.Name, partition);
        return read.Problems.Count == 0
            ? read.Table
            : throw new InvalidDataException($"{read.ProblemCount} values do not fit the schema: {string.Join("; ", read.Problems.Take(3).Select(p => $"{p.Place}: {p.Message}"))}");
    }

    /// <summary>A partition's records with what does not fit the schema's types.</summary>
    public static CsvResult Parse(ContentStore store, DatasetSchema schema, string dataset, Partition partition) =>
        CsvReader.Read(store.Get(partition.Digest), schema.ToCsvOptions(FileName(dataset, partition)));

    /// <summary>A partition as messages name it.</summary>
    public static string FileName(string dataset, Partition partition) => $"{dataset}/{partition.Name}.csv";
}
