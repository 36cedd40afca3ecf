namespace MLOpsBuild.Git;

/// <summary>Git said no.</summary>
public sealed class GitException : Exception
{
    /// <summary>With the command, its exit code and what it said.</summary>
    public GitException(string command, int exitCode, string error)
        : base($"git {command} ended with {exitCode}: {error.Trim()}")
    {
        Command = command;
        ExitCode = exitCode;
        Error = error;
    }

    /// <summary>The command, without options.</summary>
    public string Command { get; }

    /// <summary>Its exit code.</summary>
    public int ExitCode { get; }

    /// <summary>What it said on standard error.</summary>
    public string Error { get; }
}
