namespace MLOpsBuild.Content;

/// <summary>Symbolic links have no place inside a store: what is written, locked or swept through one would be somebody else's.</summary>
internal static class Links
{
    public static bool Is(FileSystemInfo file) => file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.LinkTarget is not null;

    /// <exception cref="InvalidDataException">The path is a symbolic link.</exception>
    public static void Refuse(string path)
    {
        // A link to nothing does not exist for FileInfo, and yet a file opened through it would be made elsewhere.
        if (new FileInfo(path).LinkTarget is { } target) throw new InvalidDataException($"{path} is a symbolic link to {Plain.Line(target)}; a store holds none. Remove it.");
    }
}
