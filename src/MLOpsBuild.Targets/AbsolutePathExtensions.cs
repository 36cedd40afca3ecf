using System.IO.Enumeration;

namespace MLOpsBuild.Targets;

/// <summary>What build files do with paths.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>Whether a file is there.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether a folder is there.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Whether a file or folder is there.</summary>
    public static bool Exists(this AbsolutePath path) => Path.Exists(path);

    /// <summary>Makes the folder and those above it.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Makes the folder, or empties it when it is there.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes the folder with all that is in it; nothing when it is not there.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>Deletes the file; nothing when it is not there.</summary>
    public static void DeleteFile(this AbsolutePath path) => File.Delete(path);

    /// <summary>The file's text, as UTF-8.</summary>
    public static string ReadAllText(this AbsolutePath path) => File.ReadAllText(path);

    /// <summary>Writes the file as UTF-8 without a byte order mark, making its folder.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath path, string text)
    {
        path.Parent?.CreateDirectory();
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The files below a folder that match one of the patterns, sorted; <c>**</c> stands for any folders, <c>*</c> and <c>?</c> stay in one segment.</summary>
    public static IReadOnlyList<AbsolutePath> GlobFiles(this AbsolutePath folder, params string[] patterns)
    {
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
               let segments = Path.GetRelativePath(folder, file).Split('/', '\\')
               where patterns.Any(p => Matches(p.Split('/', '\\'), segments))
               orderby file
               select AbsolutePath.Create(file),
        ];
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> segments)
    {
        if (pattern.IsEmpty) return segments.IsEmpty;
        if (pattern[0] == "**")
            return Matches(pattern[1..], segments) || !segments.IsEmpty && Matches(pattern, segments[1..]);
        return !segments.IsEmpty
            && FileSystemName.MatchesSimpleExpression(pattern[0], segments[0], ignoreCase: false)
            && Matches(pattern[1..], segments[1..]);
    }
}
