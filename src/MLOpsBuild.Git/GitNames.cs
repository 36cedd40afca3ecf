namespace MLOpsBuild.Git;

/// <summary>Refuses names that git would take for something else than a name.</summary>
internal static class GitNames
{
    /// <summary>A revision or branch: not empty, no option, no control character.</summary>
    public static string Revision(string name) => name.Length > 0 && name[0] != '-' && !name.Any(char.IsControl)
        ? name
        : throw new ArgumentException($"'{Line(name)}' cannot be the name of a revision or branch.", nameof(name));

    /// <summary>A path inside the repository, with slashes: no option, no way out, no control character.</summary>
    public static string Path(string path)
    {
        var fine = path.Length > 0 && path[0] is not ('-' or '/') && !path.Any(char.IsControl)
            && path.Split('/').All(part => part is not ("" or "." or ".." or ".git"));
        return fine ? path : throw new ArgumentException($"'{Line(path)}' cannot be a path inside a repository.", nameof(path));
    }

    private static string Line(string text) => string.Concat(text.Take(120).Select(c => char.IsControl(c) ? '.' : c));
}
