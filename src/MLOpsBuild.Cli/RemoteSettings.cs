using MLOpsBuild.Content;

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
        Credentials = DockerConfig.Load(ConfigurationPath(), ProgramFolders(), time).ForAsync,
        CertificateAuthority = certificateAuthority,
    };

    private static string ConfigurationPath() => Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");

    private static string[] ProgramFolders() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
