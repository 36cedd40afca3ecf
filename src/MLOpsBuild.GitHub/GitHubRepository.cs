namespace MLOpsBuild.GitHub;

/// <summary>A repository by its owner and name, valid by construction. Upper and lower case are the same.</summary>
public sealed class GitHubRepository : IEquatable<GitHubRepository>
{
    private GitHubRepository(string owner, string name) => (Owner, Name) = (owner, name);

    /// <summary>The user or organisation it belongs to.</summary>
    public string Owner { get; }

    /// <summary>Its name without the owner.</summary>
    public string Name { get; }

    /// <summary>Reads <c>owner/name</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static GitHubRepository Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts is [var owner, var name] && IsOwner(owner) && IsName(name)
            ? new GitHubRepository(owner, name)
            : throw new FormatException($"'{text}' is no repository: expected 'owner/name' with letters, digits, '-', '_' and '.'.");
    }

    /// <summary><c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";

    /// <inheritdoc/>
    public bool Equals(GitHubRepository? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GitHubRepository);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    private static bool IsOwner(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 100 && text is not "." and not ".." && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
