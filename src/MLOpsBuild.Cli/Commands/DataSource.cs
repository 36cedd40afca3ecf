using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content.Packing;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What a command looks at: a locked dataset by name, or else a file.</summary>
/// <param name="Data">The dataset; null for a file.</param>
/// <param name="File">The file's path; null for a dataset.</param>
internal sealed record DataSource(LockedData? Data, string? File)
{
    /// <exception cref="ConfigurationException">It is neither.</exception>
    public static DataSource Of(CommandCall call, string name)
    {
        var known = Place.FindRoot(call.Settings.Folder) is { } root ? Place.Datasets(root) : [];
        if (known.Contains(name)) return new DataSource(LockedData.Of(call.Session, name), null);
        var path = call.PathOf(name);
        return Path.Exists(path) ? new DataSource(null, path) : throw new ConfigurationException($"'{name}' is neither a dataset of data.lock.json nor a file. {NearestName.Hint(name, [.. known])}");
    }

    /// <summary>How the file is written, by its name; a folder is one of files.</summary>
    public string Format => Data?.Dataset.Format ?? (Directory.Exists(File) ? LockedDataset.Files : LineEndings.Any(e => File!.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? LockedDataset.Ndjson : LockedDataset.Csv);

    private static string[] LineEndings => [".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"];

    /// <summary>Opens the file, or the pack of a folder.</summary>
    public Stream Open() => Directory.Exists(File) ? Pack.Open(File, Pack.List(File)) : System.IO.File.OpenRead(File!);

    /// <summary>The dataset whose contract a file is held against: the one named, or the only one.</summary>
    /// <exception cref="ConfigurationException">There are several, or none.</exception>
    public static LockedData Contract(CommandCall call, string? name)
    {
        if (name is not null) return LockedData.Of(call.Session, name);
        var known = call.Session.Lock.Datasets.Keys.ToArray();
        return known.Length == 1 ? LockedData.Of(call.Session, known[0]) : throw new ConfigurationException($"Whose contract? Name the dataset with --dataset: {string.Join(", ", known)}.");
    }

    /// <summary>Writes a file that somebody asked for.</summary>
    /// <exception cref="ConfigurationException">It is there, and may not be replaced.</exception>
    public static string Write(CommandCall call, string path, bool force, Action<Stream> write)
    {
        var full = call.PathOf(path);
        if (System.IO.File.Exists(full) && !force) throw new ConfigurationException($"{path} is there already. Give another --output, or --force to replace it.");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Path.GetRandomFileName()}";
        using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)) write(stream);
        System.IO.File.Move(temporary, full, overwrite: true);
        return path;
    }
}
