using System.Net.Sockets;

namespace MLOpsBuild.Targets.Running;

/// <summary>Says what a failed action means.</summary>
internal static class FailurePolicy
{
    /// <summary>
    /// The exit code of an exception: its own for <see cref="TargetFailedException"/>; <see cref="ExitCodes.Environment"/> for network,
    /// disk, access and time-outs; <see cref="ExitCodes.Defect"/> for the rest. Of several, the largest.
    /// </summary>
    public static int ExitCodeOf(Exception exception) => exception switch
    {
        TargetFailedException failure => failure.ExitCode,
        BuildConfigurationException => ExitCodes.Usage,
        AggregateException { InnerExceptions: { Count: > 0 } inner } => inner.Max(ExitCodeOf),
        HttpRequestException or SocketException or IOException or UnauthorizedAccessException or TimeoutException => ExitCodes.Environment,
        OperationCanceledException { InnerException: TimeoutException } => ExitCodes.Environment,
        _ => ExitCodes.Defect,
    };

    /// <summary>One line for the summary: the message alone if it was written for people, else with the exception's type.</summary>
    public static string SummaryOf(Exception exception)
    {
        var message = exception.Message.Split('\n')[0].TrimEnd('\r');
        return exception is TargetFailedException or BuildConfigurationException ? message : $"{exception.GetType().Name}: {message}";
    }
}
