using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli;

/// <summary>How remotes are reached from the command line: credentials come from Docker's configuration and its helpers, as other registry clients find them.</summary>
internal static class RemoteSettings
{
    /// <summary>The options for every remote of a repository.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="certificateAuthority">The PEM file that <c>mlops.json</c> names, as a full path; null for the system's authorities.</param>
    public static RemoteOptions From(TimeProvider time, string? certificateAuthority) => new()
    {
        Time = time,
        Credentials = (host, cancellationToken) => CredentialsAsync(host, time, cancellationToken),
        CertificateAuthority = certificateAuthority,
    };

    /// <summary>Docker's configuration is only read when a registry asks who we are: a folder and an open registry do without.</summary>
    private static Task<RegistryCredentials?> CredentialsAsync(string host, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return DockerConfig.Load(ConfigurationPath(), ProgramFolders(), time).ForAsync(host, cancellationToken);
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException(problem.Message, problem);
        }
    }

    private static string ConfigurationPath() => Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");

    private static string[] ProgramFolders() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
