using System.Text;
using System.Text.Json;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data;

/// <summary>The file <c>data.lock.json</c>: every dataset's partitions by digest. Immutable; a change gives a new lock.</summary>
/// <remarks>Datasets and partitions are sorted and each partition has its own line, so that two branches that add different partitions merge.</remarks>
public sealed class DataLock
{
    private readonly SortedDictionary<string, LockedDataset> _datasets;

    private DataLock(SortedDictionary<string, LockedDataset> datasets) => _datasets = datasets;

    /// <summary>A lock without datasets.</summary>
    public static DataLock Empty => new(new SortedDictionary<string, LockedDataset>(StringComparer.Ordinal));

    /// <summary>The datasets by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, LockedDataset> Datasets => _datasets;

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="DataFileException">It is malformed; the exception lists every problem with its line.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static DataLock Load(string path) => Parse(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads a lock from bytes, for example from another commit.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="file">Its name for messages.</param>
    /// <exception cref="DataFileException">It is malformed.</exception>
    public static DataLock Parse(ReadOnlySpan<byte> json, string file = "data.lock.json")
    {
        var root = JsonNodeAt.Parse(json, file);
        var strict = new StrictJson(file);
        var datasets = new SortedDictionary<string, LockedDataset>(StringComparer.Ordinal);
        if (strict.Object(root, "the data lock", "version", "datasets"))
        {
            strict.Version(root, "the data lock");
            var map = strict.Required(root, "datasets", "the data lock");
            if (strict.Map(map, "'datasets'"))
            {
                foreach (var (name, node) in map!.Members) datasets[name] = LockReader.Dataset(strict, name, node);
            }
        }

        strict.ThrowIfAny();
        return new DataLock(datasets);
    }

    /// <summary>The lock with a partition added, or replaced when its name is known.</summary>
    /// <exception cref="KeyNotFoundException">The dataset is not in the lock; the message lists those that are.</exception>
    public DataLock WithPartition(string dataset, Partition partition)
    {
        if (!_datasets.TryGetValue(dataset, out var old))
        {
            throw new KeyNotFoundException($"The data lock has no dataset '{dataset}'; {NearestName.Hint(dataset, _datasets.Keys)}");
        }

        var partitions = old.Partitions.Where(p => p.Name != partition.Name).Append(partition);
        return WithDataset(dataset, old with { Partitions = [.. partitions] });
    }

    /// <summary>The lock with a dataset added or replaced.</summary>
    public DataLock WithDataset(string name, LockedDataset dataset)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var sorted = dataset with { Partitions = [.. dataset.Partitions.OrderBy(p => p.Name, StringComparer.Ordinal)] };
        return new DataLock(new SortedDictionary<string, LockedDataset>(_datasets, StringComparer.Ordinal) { [name] = sorted });
    }

    /// <summary>Replaces the file in one step.</summary>
    public void Save(string path) => ReviewedFile.Write(path, ToJson());

    /// <summary>The file's content.</summary>
    public string ToJson()
    {
        var text = new StringBuilder("{\n  \"version\": 1,\n  \"datasets\": {");
        var separator = "\n";
        foreach (var (name, dataset) in _datasets)
        {
            text.Append(separator).Append("    ").Append(Quote(name)).Append(": {\n");
            text.Append("      \"format\": ").Append(Quote(dataset.Format)).Append(",\n");
            text.Append("      \"schema\": ").Append(Quote(dataset.Schema)).Append(",\n");
            text.Append("      \"partitions\": [");
            text.AppendJoin(',', dataset.Partitions.Select(p => "\n        " + Line(p)));
            text.Append(dataset.Partitions.Count > 0 ? "\n      ]\n    }" : "]\n    }");
            separator = ",\n";
        }

        return text.Append(_datasets.Count > 0 ? "\n  }\n}\n" : "}\n}\n").ToString();
    }

    private static string Line(Partition p)
    {
        var period = p is { From: { } from, To: { } to } ? $", \"from\": \"{Times.Format(from)}\", \"to\": \"{Times.Format(to)}\"" : "";
        var forced = p.Forced.Count > 0 ? $", \"forced\": [{string.Join(", ", p.Forced.Select(Quote))}]" : "";
        var origin = p.Origin is { } place ? $", \"origin\": {Quote(place)}" : "";
        return FormattableString.Invariant($"{{ \"name\": {Quote(p.Name)}, \"digest\": \"{p.Digest}\", \"size\": {p.Size}, \"rows\": {p.Rows}{period}{forced}{origin} }}");
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
