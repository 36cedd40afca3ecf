using System.Diagnostics.CodeAnalysis;

namespace MLOpsBuild.Targets;

/// <summary>A rooted, normalised path of a file or folder, which need not exist.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The name is NUKE's.")]
public sealed class AbsolutePath : IEquatable<AbsolutePath>, IFormattable
{
    private readonly string _path;

    private AbsolutePath(string path) => _path = path;

    /// <summary>The last segment.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>The last segment without its last extension.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The last extension with its dot; empty when there is none.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>The folder above; null for a root.</summary>
    public AbsolutePath? Parent => Path.GetDirectoryName(_path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>Takes a rooted path and normalises it.</summary>
    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    public static AbsolutePath Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.IsPathFullyQualified(path)) throw new ArgumentException($"The path '{path}' is not rooted.", nameof(path));
        return new AbsolutePath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
    }

    /// <summary>Takes a rooted path and normalises it; null for null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : Create(path);

    /// <summary>The path as text; null for null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?._path;

    /// <summary>A path below (or, with <c>..</c>, above) this one.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string right) => Create(Path.Combine(left._path, right));

    /// <summary>Appends text to the last segment.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => Create(left._path + right);

    /// <summary>Equal by text.</summary>
    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => Equals(left, right);

    /// <summary>Different by text.</summary>
    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(AbsolutePath? other) => other is not null && _path == other._path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_path);

    /// <summary>The path as text.</summary>
    public override string ToString() => _path;

    /// <summary>The path as text; with the format <c>d</c> in double quotes, with <c>s</c> in single quotes.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        "d" => $"\"{_path}\"",
        "s" => $"'{_path}'",
        _ => _path,
    };

    /// <summary>The way from this folder to <paramref name="other"/>, with <c>/</c> between segments.</summary>
    public string GetRelativePathTo(AbsolutePath other) => Path.GetRelativePath(_path, other._path).Replace('\\', '/');
}
