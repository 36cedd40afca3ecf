namespace MLOpsBuild.Targets;

/// <summary>The exit codes of a build. If several targets fail, the largest of their codes is the build's: the larger, the less was learnt.</summary>
public static class ExitCodes
{
    /// <summary>Everything succeeded or was skipped.</summary>
    public const int Done = 0;

    /// <summary>A gate failed, holds or is in error.</summary>
    public const int GateFailed = 1;

    /// <summary>The command line, a parameter, a requirement or the build's definition is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The environment failed: network, registry, disk, a missing tool.</summary>
    public const int Environment = 3;

    /// <summary>An exception that nobody expected: a defect.</summary>
    public const int Defect = 70;

    /// <summary>The build was cancelled, by Ctrl+C or a termination signal.</summary>
    public const int Cancelled = 130;
}
