using MLOpsBuild.Git;

namespace MLOpsBuild.Retraining.Challengers;

/// <summary>A work tree beside the user's own that lives for one commit.</summary>
internal static class ScratchTree
{
    /// <summary>Commits files on top of a revision and returns the commit; no branch points at it yet.</summary>
    public static string Commit(GitRepository repository, string revision, IReadOnlyDictionary<string, byte[]> files, string message, GitIdentity identity)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-retrain-").FullName;
        var tree = Path.Combine(folder, "tree");
        try
        {
            var scratch = repository.AddWorktree(tree, revision);
            foreach (var (path, bytes) in files) Write(tree, path, bytes);
            return scratch.Commit([.. files.Keys.Order(StringComparer.Ordinal)], message, identity);
        }
        finally
        {
            if (Directory.Exists(tree)) repository.RemoveWorktree(tree);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Refuses a path that could leave the work tree or reach into Git's own folder.</summary>
    public static void Check(string path)
    {
        var parts = path.Split('/');
        var bad = path.Length == 0 || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || path.Any(char.IsControl)
            || parts.Any(p => p is "" or "." or ".." || p.Equals(".git", StringComparison.OrdinalIgnoreCase)) || path[0] == '-';
        if (bad) throw new ArgumentException($"'{path}' is no path inside the repository.", nameof(path));
    }

    private static void Write(string tree, string path, byte[] bytes)
    {
        var full = tree;
        foreach (var part in path.Split('/'))
        {
            full = Path.Combine(full, part);
            if (new FileInfo(full).LinkTarget is not null) throw new ArgumentException($"'{path}' passes through a link, so it could be written anywhere.", nameof(path));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }
}
