namespace MLOpsBuild.Content;

/// <summary>How remotes are reached. A folder needs none of this.</summary>
public sealed record RemoteOptions
{
    /// <summary>The clock, for waiting as a server asks and for giving up on silent ones.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The credentials for a registry's <c>host[:port]</c>; null from it means to ask anonymously. Only asked when a registry wants some. <see cref="DockerConfig.ForAsync"/> fits.</summary>
    public Func<string, CancellationToken, Task<RegistryCredentials?>> Credentials { get; init; } = (_, _) => Task.FromResult<RegistryCredentials?>(null);

    /// <summary>
    /// A PEM file with the certificates that the registry's own one must descend from (or be), instead of the system's; null for the system's.
    /// With it, HTTPS is spoken to loopback hosts too. Names are still compared, and other hosts that the registry sends on to are judged by the system's authorities.
    /// </summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Repositories of the same registry that may hold blobs already: those are mounted there instead of sent.</summary>
    public IReadOnlyList<string> MountFrom { get; init; } = [];

    /// <summary>Longer blobs are sent in pieces of this many bytes, so that a cut costs one piece; at least 1, by default 32 MiB. A registry may ask for longer ones.</summary>
    public int PieceBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>What speaks HTTP; null for the platform's own. It must not follow redirects by itself, is not disposed of, and makes <see cref="CertificateAuthority"/> its own affair.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
