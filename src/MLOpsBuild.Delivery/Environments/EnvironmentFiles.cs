using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Environments;

/// <summary>The environments of a repository: the files of its folder <c>environments</c>.</summary>
public static class EnvironmentFiles
{
    /// <summary>All of them by name, each behind the one that it comes after; those that wait for the same one in ordinal order of their names.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <exception cref="InvalidFileException">A file is broken, comes after one that is not there, or some wait for one another in a circle.</exception>
    public static IReadOnlyList<KeyValuePair<string, EnvironmentFile>> InOrder(string root)
    {
        var folder = Path.Combine(root, EnvironmentFile.Folder);
        if (!Directory.Exists(folder)) return [];
        var waiting = new SortedDictionary<string, EnvironmentFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)) waiting.Add(Path.GetFileNameWithoutExtension(path), EnvironmentFile.Load(path));
        Check(waiting);
        var ordered = new List<KeyValuePair<string, EnvironmentFile>>();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(e => e.Value.After is not { } after || !waiting.ContainsKey(after));
            if (next.Key is null) throw Wrong(waiting.Keys.First(), $"the environments {string.Join(", ", waiting.Keys)} come after one another in a circle; take one 'after' out.");
            waiting.Remove(next.Key);
            ordered.Add(next);
        }

        return ordered;
    }

    private static void Check(SortedDictionary<string, EnvironmentFile> all)
    {
        foreach (var (name, file) in all)
        {
            if (file.After is { } after && !all.ContainsKey(after)) throw Wrong(name, $"it comes after '{after}', which is no environment; there are {string.Join(", ", all.Keys)}.");
        }
    }

    private static InvalidFileException Wrong(string name, string problem) => new($"{EnvironmentFile.Folder}/{name}.json", [new FileProblem(1, problem)]);
}
