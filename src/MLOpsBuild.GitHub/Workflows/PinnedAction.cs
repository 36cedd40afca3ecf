namespace MLOpsBuild.GitHub.Workflows;

/// <summary>An action at one commit. Only <see cref="PinnedActions"/> makes these, so a workflow cannot name any other.</summary>
public sealed class PinnedAction
{
    internal PinnedAction(string repository, string version, string commit, string? path = null)
    {
        Repository = repository;
        Version = version;
        Commit = commit;
        Path = path;
    }

    /// <summary>The repository it lives in: <c>actions/checkout</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag that the commit carried when it was pinned; for readers only.</summary>
    public string Version { get; }

    /// <summary>The commit, 40 hexadecimal digits.</summary>
    public string Commit { get; }

    /// <summary>The folder of an action that shares its repository with others, such as <c>restore</c>; null for the repository's own.</summary>
    public string? Path { get; }

    /// <summary>What stands behind <c>uses:</c>.</summary>
    public string Reference => Path is null ? $"{Repository}@{Commit}" : $"{Repository}/{Path}@{Commit}";

    /// <inheritdoc/>
    public override string ToString() => $"{Reference} # {Version}";
}
