namespace MLOpsBuild.Architecture.Tests.Repository;

/// <summary>The repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    // Output and caches, which Git ignores as well.
    private static readonly HashSet<string> Ignored = [".git", ".mlops", ".vs", ".idea", "artifacts", "node_modules", "bin", "obj"];

    internal static string Root { get; } = FindRoot();

    /// <summary>The names of the libraries' projects, sorted.</summary>
    internal static IReadOnlyList<string> Libraries { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>All files below a folder as paths from the root with forward slashes, sorted; output and caches are left out.</summary>
    internal static IReadOnlyList<string> Below(string folder, string pattern = "*")
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? [.. Walk(start, pattern).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)]
            : [];
    }

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(Directory.EnumerateDirectories(folder)
            .Where(f => !Ignored.Contains(Path.GetFileName(f)))
            .SelectMany(f => Walk(f, pattern)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MLOpsBuild.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds MLOpsBuild.sln.");
    }
}
