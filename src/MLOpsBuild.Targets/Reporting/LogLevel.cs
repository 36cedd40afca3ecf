namespace MLOpsBuild.Targets.Reporting;

internal enum LogLevel
{
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
}

/// <summary>A warning or an error, kept for the closing block.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Target">The target that said it; null outside of targets.</param>
/// <param name="Text">What it said.</param>
internal sealed record Notice(LogLevel Level, string? Target, string Text);
