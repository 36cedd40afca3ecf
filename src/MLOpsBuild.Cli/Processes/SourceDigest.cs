using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Processes;

/// <summary>The digest of a set of files by name and content.</summary>
internal static class SourceDigest
{
    private static readonly string[] Folders = ["build", "pipelines", "src", "tests", "benchmarks"];
    private static readonly string[] Endings = [".cs", ".csproj", ".props", ".targets", "packages.lock.json", "BannedSymbols.txt", ".editorconfig", "global.json", ".sln"];

    /// <summary>Everything that the compiler reads.</summary>
    public static IEnumerable<FileInfo> Sources(string root) => Files(root).Where(f => Endings.Any(e => f.Name.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>Everything that a restore reads.</summary>
    public static IEnumerable<FileInfo> Locks(string root) => Files(root).Where(f => f.Extension is ".csproj" or ".props" || f.Name == "packages.lock.json");

    /// <summary>The names of the projects.</summary>
    public static IEnumerable<string> Projects(string root) => Files(root).Where(f => f.Extension == ".csproj").Select(f => Path.GetFileNameWithoutExtension(f.Name));

    /// <summary>Given files.</summary>
    public static Digest OfFiles(string root, IEnumerable<string> files)
    {
        var lines = files.Order(StringComparer.Ordinal).AsParallel().AsOrdered().Select(path => $"{Digest.Of(File.ReadAllBytes(path)).Hex} {Path.GetRelativePath(root, path).Replace('\\', '/')}\n");
        return Digest.Of(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private static IEnumerable<FileInfo> Files(string root) => Folders.Select(f => new DirectoryInfo(Path.Combine(root, f))).Where(f => f.Exists)
        .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
        .Concat(new DirectoryInfo(root).EnumerateFiles());
}
