namespace MLOpsBuild.Content;

/// <summary>How remotes are reached.</summary>
public sealed record RemoteOptions
{
    /// <summary>The clock, for waiting as a server asks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The credentials for a registry's <c>host[:port]</c>; null from it means to ask anonymously. <see cref="DockerConfig.For"/> fits.</summary>
    public Func<string, RegistryCredentials?> Credentials { get; init; } = _ => null;

    /// <summary>What speaks HTTP; null for the platform's own. It must not follow redirects by itself, and is not disposed of.</summary>
    public HttpMessageHandler? Handler { get; init; }
}

/// <summary>Opens remotes by their reference.</summary>
public static class Remotes
{
    /// <summary>A folder's path, or <c>oci://host[:port]/name</c> for a repository of a registry. Nothing is asked yet.</summary>
    /// <exception cref="ArgumentException">The reference is of another kind.</exception>
    public static IRemote Open(string reference, RemoteOptions options)
    {
        if (RegistryReference.Is(reference)) return new RegistryRemote(RegistryReference.Parse(reference), options);
        return reference.Contains("://", StringComparison.Ordinal)
            ? throw new ArgumentException($"'{reference}' is neither a folder nor oci://host[:port]/name.", nameof(reference))
            : new FolderRemote(reference, reference);
    }
}
