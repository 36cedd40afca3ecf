using System.Text.Json;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>The records of runs, one file each.</summary>
public sealed class RunLog
{
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
    public void Save(RunRecord record) => AtomicFile.Write(Path.Combine(_folder, record.Id + ".json"), StepJson.Write(record));

    /// <summary>The names of all runs, newest first.</summary>
    public IReadOnlyList<string> Ids() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)!).Where(n => !n.StartsWith('.')).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>The records, newest first; a damaged one is left out.</summary>
    public IEnumerable<RunRecord> All() => Ids().Select(Read).OfType<RunRecord>();

    /// <summary>The record whose name is or begins with <paramref name="id"/>; <c>latest</c> is the newest.</summary>
    /// <exception cref="ConfigurationException">There is none, or more than one.</exception>
    public RunRecord Find(string id)
    {
        var ids = Ids();
        var matches = id == "latest" ? ids.Take(1).ToArray() : ids.Contains(id) ? [id] : ids.Where(i => i.StartsWith(id, StringComparison.Ordinal)).ToArray();
        return matches.Length switch
        {
            1 => Read(matches[0]) ?? throw new ConfigurationException($"The record of run {matches[0]} is damaged; delete {matches[0]}.json in .mlops/runs."),
            0 => throw new ConfigurationException(ids.Count == 0 ? "There are no runs yet; start one with ./build.sh." : $"No run is named '{id}'; the newest is {ids[0]}."),
            _ => throw new ConfigurationException($"'{id}' could be any of {string.Join(", ", matches.Take(5))}."),
        };
    }

    private RunRecord? Read(string id)
    {
        try
        {
            return StepJson.Read<RunRecord>(File.ReadAllBytes(Path.Combine(_folder, id + ".json")));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
