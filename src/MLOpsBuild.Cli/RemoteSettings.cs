using MLOpsBuild.Content;

namespace MLOpsBuild.Cli;

/// <summary>How remotes are reached from the command line: credentials come from Docker's configuration, as other registry clients find them.</summary>
internal static class RemoteSettings
{
    public static RemoteOptions From(TimeProvider time) => new() { Time = time, Credentials = DockerConfig.Load(ConfigurationPath()).For };

    private static string ConfigurationPath() => Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");
}
