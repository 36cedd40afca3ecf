namespace MLOpsBuild.Targets;

/// <summary>Ends a target as failed, for a reason that is not a defect: a gate said no, a setting is wrong, a server is away.</summary>
/// <remarks>Its message is shown without a stack trace. When several targets fail, the largest exit code is the build's.</remarks>
public sealed class TargetFailedException : Exception
{
    /// <summary>Fails the target with an exit code.</summary>
    /// <param name="exitCode">The code from <see cref="ExitCodes"/>; 1 to 255.</param>
    /// <param name="message">What was found, what was allowed, and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is not in 1 to 255: zero would be a success.</exception>
    public TargetFailedException(int exitCode, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exitCode, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, 255);
        ExitCode = exitCode;
    }

    /// <summary>Fails the target with <see cref="ExitCodes.GateFailed"/>.</summary>
    public TargetFailedException(string message)
        : this(ExitCodes.GateFailed, message)
    {
    }

    /// <summary>The exit code that this failure asks for; 1 to 255.</summary>
    public int ExitCode { get; }
}
