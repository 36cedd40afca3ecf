using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>The records of runs, one file each.</summary>
public sealed class RunLog
{
    private const string Latest = "latest";

    private readonly string _folder;

    /// <summary>The log in a folder, which is made when first written to.</summary>
    public RunLog(string folder) => _folder = folder;

    /// <summary>The log of a checkout.</summary>
    public static RunLog Of(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new RunLog(Path.Combine(workspace.LocalFolder, "runs"));
    }

    /// <summary>Adds or replaces a record.</summary>
    public void Save(RunRecord record) => AtomicFile.Write(PathOf(record.Id), RunJson.Write(record));

    /// <summary>The names of all runs, newest first.</summary>
    public IReadOnlyList<string> Ids() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)!).Where(n => !n.StartsWith('.')).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>The records, newest first; a damaged one is left out.</summary>
    public IEnumerable<RunRecord> All() => Ids().Select(Read).OfType<RunRecord>();

    /// <summary>The name that is or begins with <paramref name="id"/>; <c>latest</c> is the newest, <c>latest~1</c> the one before it, and so on.</summary>
    /// <exception cref="ConfigurationException">There is none, or more than one.</exception>
    public string Resolve(string id)
    {
        var ids = Ids();
        var matches = FromLatest(id) is { } back ? ids.Skip(back).Take(1).ToArray() : ids.Contains(id) ? [id] : ids.Where(i => i.StartsWith(id, StringComparison.Ordinal)).ToArray();
        return matches.Length switch
        {
            1 => matches[0],
            0 => throw new ConfigurationException(ids.Count == 0 ? "There are no runs yet; start one with ./build.sh." : $"No run is named '{id}'; the newest is {ids[0]}."),
            _ => throw new ConfigurationException($"'{id}' could be any of {string.Join(", ", matches.Take(5))}{(matches.Length > 5 ? $" and {matches.Length - 5} more" : "")}."),
        };
    }

    /// <summary>The record that <see cref="Resolve"/> names.</summary>
    /// <exception cref="ConfigurationException">There is none, or more than one, or it cannot be read.</exception>
    public RunRecord Find(string id)
    {
        var name = Resolve(id);
        return TryRead(name, out var problem) ?? throw new ConfigurationException($"The record of run {name} {problem}");
    }

    /// <summary>Reads a record; null with the reason, as the end of a sentence, when it cannot be.</summary>
    internal RunRecord? TryRead(string id, out string? problem)
    {
        problem = null;
        try
        {
            return RunJson.Read(File.ReadAllBytes(PathOf(id)));
        }
        catch (JsonException newer) when (newer.Message.StartsWith("It is of version", StringComparison.Ordinal))
        {
            problem = $"cannot be read: {newer.Message}";
        }
        catch (JsonException)
        {
            problem = $"is damaged; delete {id}.json in .mlops/runs.";
        }
        catch (FileNotFoundException)
        {
            problem = "is gone.";
        }

        return null;
    }

    /// <summary>The files of all records, in no order.</summary>
    internal IEnumerable<FileInfo> Files() => Directory.Exists(_folder)
        ? new DirectoryInfo(_folder).EnumerateFiles("*.json").Where(f => !f.Name.StartsWith('.'))
        : [];

    /// <summary>The path of a file beside the records.</summary>
    internal string Beside(string name) => Path.Combine(_folder, name);

    private static int? FromLatest(string id)
    {
        if (id == Latest) return 0;
        return id.StartsWith(Latest + "~", StringComparison.Ordinal) && int.TryParse(id.AsSpan(Latest.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var back) ? back : null;
    }

    private string PathOf(string id) => Path.Combine(_folder, id + ".json");

    private RunRecord? Read(string id) => TryRead(id, out _);
}
