using System.Net.Sockets;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Git;
using MLOpsBuild.GitHub;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Loading;

namespace MLOpsBuild.Cli;

/// <summary>Tells from an exception whose turn it is: the user's, the environment's, or ours.</summary>
public static class Failures
{
    /// <summary>The exit code of an exception; null for a defect.</summary>
    public static int? ExitCodeOf(Exception exception) => exception switch
    {
        StepFailedException { InnerException: { } cause } => ExitCodeOf(cause),
        ConfigurationException or DataFileException or InvalidFileException or FormatException => ExitCodes.Usage,
        UntrustedCodeException or InvalidDataException or CommandFailedException => ExitCodes.GateFailed,
        InvalidPackageException or JournalException => ExitCodes.EnvironmentFailed,
        ContentMissingException or ContentCorruptException or GitException or IOException or UnauthorizedAccessException => ExitCodes.EnvironmentFailed,
        HttpRequestException or SocketException or TimeoutException or GitHubException => ExitCodes.EnvironmentFailed,
        _ => null,
    };
}
