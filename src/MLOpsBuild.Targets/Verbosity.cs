namespace MLOpsBuild.Targets;

/// <summary>How much of the log reaches the console. Headers, the closing block and the summary are not affected.</summary>
public enum Verbosity
{
    /// <summary>Everything.</summary>
    Verbose,

    /// <summary>All but the finest detail. This is the default.</summary>
    Normal,

    /// <summary>Warnings and errors.</summary>
    Minimal,

    /// <summary>Errors; no logo, and headers only for targets that say something.</summary>
    Quiet,
}
