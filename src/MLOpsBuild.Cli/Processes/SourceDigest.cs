using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Processes;

/// <summary>The digest of a set of files by name and content.</summary>
internal static class SourceDigest
{
    private static readonly string[] Folders = ["build", "pipelines", "src", "tests", "benchmarks"];
    private static readonly string[] Endings = [".cs", ".csproj", ".props", ".targets", "packages.lock.json", "BannedSymbols.txt", ".editorconfig", "global.json", ".sln"];

    /// <summary>Everything that the compiler reads.</summary>
    public static Digest OfSources(string root) => OfFiles(root, Files(root).Where(IsSource));

    /// <summary>Everything that a restore reads.</summary>
    public static Digest OfLocks(string root) => OfFiles(root, Files(root)
        .Where(p => p.EndsWith(".csproj", StringComparison.Ordinal) || p.EndsWith("packages.lock.json", StringComparison.Ordinal) || p.EndsWith(".props", StringComparison.Ordinal)));

    /// <summary>The names of the projects.</summary>
    public static IEnumerable<string> Projects(string root) =>
        Files(root).Where(p => p.EndsWith(".csproj", StringComparison.Ordinal)).Select(p => Path.GetFileNameWithoutExtension(p)!);

    /// <summary>Given files.</summary>
    public static Digest OfFiles(string root, IEnumerable<string> files)
    {
        var lines = files.Order(StringComparer.Ordinal).AsParallel().AsOrdered().Select(path => $"{Digest.Of(File.ReadAllBytes(path)).Hex} {Path.GetRelativePath(root, path).Replace('\\', '/')}\n");
        return Digest.Of(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private static IEnumerable<string> Files(string root) => Folders.Select(f => Path.Combine(root, f)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(root));

    private static bool IsSource(string path) => Endings.Any(e => path.EndsWith(e, StringComparison.Ordinal));
}
