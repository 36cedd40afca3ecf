namespace MLOpsBuild.Data;

/// <summary>One dataset of the lock.</summary>
/// <param name="Format">How the bytes are to be read; <c>csv</c> or <c>ndjson</c>, either of them plain or packed with gzip, or <c>files</c>.</param>
/// <param name="Schema">The path of its contract, relative to the repository's root, with '/'.</param>
/// <param name="Partitions">Ordered by name.</param>
public sealed record LockedDataset(string Format, string Schema, IReadOnlyList<Partition> Partitions)
{
    /// <summary>The formats that can be read.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Csv, Ndjson, Files];

    /// <summary>A table of delimited text.</summary>
    public const string Csv = "csv";

    /// <summary>One JSON object on each line.</summary>
    public const string Ndjson = "ndjson";

    /// <summary>A folder of files in one pack; its table is the list of them (<see cref="Reading.FileListing"/>).</summary>
    public const string Files = "files";

    /// <summary>The partition of that name; null when there is none.</summary>
    public Partition? this[string name] => Partitions.FirstOrDefault(p => p.Name == name);
}
