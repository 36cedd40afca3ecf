using System.Security.Cryptography;
using System.Text.Json;

namespace MLOpsBuild.Data.Imports;

/// <summary>One file that DVC pins.</summary>
/// <param name="Path">Its path as the <c>.dvc</c> file says it, with '/'; of a folder's file with the path within it.</param>
/// <param name="File">Where its bytes are: in the work tree, or in the cache beside it.</param>
/// <param name="Md5">What DVC says of them, in lower-case hexadecimal digits; it was verified.</param>
public sealed record DvcOutput(string Path, string File, string Md5);

/// <summary>Reads what DVC pins: a <c>.dvc</c> file, or the outputs of <c>dvc.lock</c>.</summary>
/// <remarks>
/// Bytes are looked for in the work tree and then in the cache (<c>.dvc/cache/files/md5</c>, and <c>.dvc/cache</c> of older versions) of the folder or one above it, and count only when their
/// MD5 is the one that is pinned. A <c>.dir</c> object gives the files of a folder. <c>md5-dos2unix</c>, the digest of a text whose line ends were changed first, names no bytes and is refused.
/// </remarks>
public static class DvcFile
{
    private const long MostListBytes = 256L << 20;

    /// <summary>The files that are pinned.</summary>
    /// <param name="path">The <c>.dvc</c> or <c>dvc.lock</c> file.</param>
    /// <param name="only">The path of the output that is wanted, as the file says it; null for the only one.</param>
    /// <exception cref="ImportException">The file is malformed, pins nothing or several outputs, or bytes are missing or others than pinned.</exception>
    public static IReadOnlyList<DvcOutput> Read(string path, string? only = null)
    {
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        var root = Yaml.Parse(ReadAll(full), name);
        var folder = Path.GetDirectoryName(full)!;
        var pinned = name == "dvc.lock" ? OfLock(root, name) : OfFile(root, name);
        if (pinned.Length == 0) throw new ImportException($"{name} pins no output.");
        if (only is not null && !Array.Exists(pinned, p => p.Path == only)) throw new ImportException($"{name} pins no '{only}'; it pins {string.Join(", ", pinned.Select(p => p.Path))}.");
        if (only is null && pinned.Length > 1) throw new ImportException($"{name} pins {pinned.Length} outputs: say which with --path: {string.Join(", ", pinned.Select(p => p.Path))}.");
        var chosen = only is null ? pinned[0] : Array.Find(pinned, p => p.Path == only)!;
        var cache = new DvcCache(folder);
        return chosen.Md5.EndsWith(".dir", StringComparison.Ordinal) ? Folder(chosen, folder, cache) : [One(chosen.Path, chosen.Md5, Path.Combine(folder, chosen.Folder, chosen.Path), cache)];
    }

    private sealed record Pinned(string Path, string Md5, string Folder);

    private static string ReadAll(string path) => new FileInfo(path).Length <= Yaml.MostBytes
        ? File.ReadAllText(path)
        : throw new ImportException($"{Path.GetFileName(path)} has more than {Yaml.MostBytes} bytes, which no such file has.");

    private static Pinned[] OfFile(YamlNode root, string file)
    {
        root.Known(file, "outs", "deps", "md5", "wdir", "frozen", "desc", "meta", "cmd", "always_changed");
        var folder = root["wdir"]?.Text ?? ".";
        return [.. (root["outs"]?.Items ?? []).Select(o => Output(o, file, folder))];
    }

    private static Pinned[] OfLock(YamlNode root, string file)
    {
        root.Known(file, "schema", "stages", "datasets");
        if (root["schema"]?.Text is not "2.0") throw new ImportException($"{file} is of schema '{root["schema"]?.Text}'; this program reads schema 2.0, which DVC writes since version 2.");
        return [.. (root["stages"]?.Members ?? []).SelectMany(s => (s.Value["outs"]?.Items ?? []).Select(o => Output(o, file, ".")))];
    }

    private static Pinned Output(YamlNode node, string file, string folder)
    {
        var path = node["path"]?.Text ?? throw new ImportException($"{file}:{node.Line}: an output without a path.");
        var hash = node["hash"]?.Text;
        if (hash == "md5-dos2unix") throw new ImportException($"{file}:{node.Line}: {path} is pinned by md5-dos2unix, the digest of its text after its line ends were changed: it does not say which bytes are meant. Let DVC pin it again: 'dvc cache migrate --dvc-files', or use './mlops data add' with the file.");
        if (hash is not (null or "md5")) throw new ImportException($"{file}:{node.Line}: {path} is pinned by '{hash}'; this program reads md5.");
        var md5 = node["md5"]?.Text ?? throw new ImportException($"{file}:{node.Line}: {path} has no md5; 'dvc commit' writes it.");
        return DvcCache.IsMd5(md5.EndsWith(".dir", StringComparison.Ordinal) ? md5[..^4] : md5)
            ? new Pinned(path, md5, folder)
            : throw new ImportException($"{file}:{node.Line}: '{md5}' is no md5: 32 lower-case hexadecimal digits, and .dir for a folder.");
    }

    private static DvcOutput One(string shown, string md5, string inTree, DvcCache cache)
    {
        foreach (var candidate in (string[])[inTree, .. cache.PathsOf(md5)])
        {
            if (File.Exists(candidate) && DvcCache.Md5Of(candidate) == md5) return new DvcOutput(shown, candidate, md5);
        }

        var found = File.Exists(inTree) ? $"the file has md5 {DvcCache.Md5Of(inTree)}" : "the file is not there";
        throw new ImportException($"{shown}: md5 {md5} is pinned, but {found} and {cache.Name} does not have it. 'dvc pull' fetches it. If the file pins md5-dos2unix of old, without saying so, let DVC pin it again.");
    }

    private static List<DvcOutput> Folder(Pinned pinned, string folder, DvcCache cache)
    {
        var list = cache.PathsOf(pinned.Md5).FirstOrDefault(File.Exists) ?? throw new ImportException($"{pinned.Path} is a folder, and its list {pinned.Md5} is not in {cache.Name}. 'dvc pull' fetches it.");
        if (new FileInfo(list).Length > MostListBytes) throw new ImportException($"The list of {pinned.Path} has more than {MostListBytes} bytes.");
        var bytes = File.ReadAllBytes(list);
        if (DvcCache.Md5Of(bytes) != pinned.Md5[..^4]) throw new ImportException($"The list of {pinned.Path} in {cache.Name} is damaged: it has another md5 than {pinned.Md5}. Remove it, and 'dvc pull'.");
        var files = new List<DvcOutput>();
        foreach (var (path, md5) in Entries(bytes, pinned.Path)) files.Add(One($"{pinned.Path}/{path}", md5, Path.Combine(folder, pinned.Folder, pinned.Path, path), cache));
        return files;
    }

    private static (string Path, string Md5)[] Entries(byte[] list, string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(list);
            return
            [
                .. document.RootElement.EnumerateArray().Select(e => (Path: e.GetProperty("relpath").GetString()!, Md5: e.GetProperty("md5").GetString()!))
                    .Select(e => DvcCache.IsMd5(e.Md5) && IsWithin(e.Path) ? e : throw new ImportException($"The list of {folder} names '{e.Path}' with md5 '{e.Md5}', which is no file within it.")),
            ];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ImportException($"The list of {folder} can not be read: {problem.Message}", problem);
        }
    }

    private static bool IsWithin(string? path) => path is { Length: > 0 } && !Path.IsPathRooted(path) && path.Split('/', '\\').All(part => part is not ("" or "." or "..") && !part.Contains(':', StringComparison.Ordinal));
}

/// <summary>DVC's cache of a work tree.</summary>
internal sealed class DvcCache
{
    private readonly string? _folder;

    public DvcCache(string from)
    {
        for (var at = new DirectoryInfo(from); at is not null && _folder is null; at = at.Parent)
        {
            var cache = Path.Combine(at.FullName, ".dvc", "cache");
            if (Directory.Exists(cache)) _folder = cache;
        }
    }

    public string Name => _folder is null ? "no .dvc/cache above it" : ".dvc/cache";

    /// <summary>Where an object may be: where DVC 3 keeps it, and where older ones did.</summary>
    public string[] PathsOf(string md5) => _folder is null ? [] : [Path.Combine(_folder, "files", "md5", md5[..2], md5[2..]), Path.Combine(_folder, md5[..2], md5[2..])];

    public static bool IsMd5(string? text) => text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);

    public static string Md5Of(string path)
    {
        using var stream = File.OpenRead(path);
#pragma warning disable CA5351 // DVC names bytes by MD5; what is imported gets a SHA-256 digest.
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }

    public static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
