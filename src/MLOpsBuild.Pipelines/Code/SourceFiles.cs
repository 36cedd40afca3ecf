using System.Text.RegularExpressions;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>Finds the source files of methods in a manifest. Hashed builds carry no debug data, so the files themselves are looked into; only changed code is asked for.</summary>
internal sealed class SourceFiles
{
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal) { "bin", "obj", "artifacts", "node_modules" };
    private readonly string _root;
    private string[]? _files;

    /// <summary>Those below a folder; folders whose names begin with a point, and those of compilers, are passed.</summary>
    public SourceFiles(string root) => _root = root;

    /// <summary>The names of the files that declare the method's type and mention the method, sorted; empty when none does.</summary>
    public IReadOnlyList<string> Of(string entry)
    {
        if (ShortNames.DeclaringOf(entry) is not var (space, type, method)) return [];
        _files ??= [.. FilesBelow(_root)];
        var declaration = new Regex($@"\b(class|struct|record|interface|enum)\s+{Regex.Escape(type)}\b", RegexOptions.CultureInvariant);
        var declaring = Candidates(type).Select(f => (Path: f, Text: File.ReadAllText(f))).Where(f => InSpace(f.Text, space) && declaration.IsMatch(f.Text)).ToArray();

        // A type in parts: the part with the method.
        var mentioning = declaring.Where(f => method.Length > 0 && f.Text.Contains(method, StringComparison.Ordinal)).ToArray();
        return [.. (mentioning.Length > 0 ? mentioning : declaring).Select(f => Path.GetFileName(f.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Files named after the type, as is the custom; only without any, all of them.</summary>
    private string[] Candidates(string type)
    {
        var named = _files!.Where(f => Path.GetFileName(f).Split('.')[0] == type).ToArray();
        return named.Length > 0 ? named : _files!;
    }

    private static bool InSpace(string text, string space) => space.Length == 0 || text.Contains($"namespace {space}", StringComparison.Ordinal);

    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs")) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(inner);
            if (name.StartsWith('.') || Passed.Contains(name) || new DirectoryInfo(inner).LinkTarget is not null) continue;
            foreach (var file in FilesBelow(inner)) yield return file;
        }
    }
}
