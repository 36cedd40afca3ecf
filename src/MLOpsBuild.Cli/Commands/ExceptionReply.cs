using System.Net.Sockets;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Serving.Histories;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What an exception means to the caller of a command. The exit codes are those of the build's targets.</summary>
internal static class ExceptionReply
{
    /// <summary>As shells count a program that Ctrl+C ended.</summary>
    public const int Interrupted = 130;

    /// <summary>The reply for an exception; anything unforeseen is a defect, told with its trace.</summary>
    public static Reply Of(Exception problem) => problem switch
    {
        OperationCanceledException => Reply.Failed(Interrupted, "Stopped. What was finished is kept; the next call goes on from there."),
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ when ExitCodeOf(problem) is { } exitCode => Reply.Failed(exitCode, problem.Message + Hint(problem)),
        // A step is the pipeline's own code: the trace leads to its line.
        StepFailedException { InnerException: { } cause } => Reply.Failed(ExitCodes.Defect, $"{problem.Message}{Environment.NewLine}{cause.StackTrace}"),
        _ => Reply.Failed(ExitCodes.Defect, $"This is a defect of mlops, not of your repository; please report it with these lines.{Environment.NewLine}{problem}"),
    };

    private static int? ExitCodeOf(Exception problem) => Failures.ExitCodeOf(problem) ?? problem switch
    {
        InvalidPackageException or JournalException or SocketException or TimeoutException => ExitCodes.EnvironmentFailed,
        _ => null,
    };

    private static string Hint(Exception problem) =>
        problem is ContentMissingException or StepFailedException { InnerException: ContentMissingException } ? " Fetch it with './mlops data pull'." : "";
}
