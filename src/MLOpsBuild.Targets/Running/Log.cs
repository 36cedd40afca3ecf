using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>The build's log. A line belongs to the target whose code writes it; outside of a build nothing is written.</summary>
/// <remarks>Messages may have named holes that are filled in order: <c>Log.Information("Read {Rows} rows", rows)</c>.</remarks>
public static class Log
{
    /// <summary>The finest detail.</summary>
    public static void Verbose(string message, params object?[] values) => Write(LogLevel.Verbose, message, values);

    /// <summary>Detail.</summary>
    public static void Debug(string message, params object?[] values) => Write(LogLevel.Debug, message, values);

    /// <summary>What a person wants to know.</summary>
    public static void Information(string message, params object?[] values) => Write(LogLevel.Information, message, values);

    /// <summary>Worth a look; repeated at the end of the build. Does not fail it.</summary>
    public static void Warning(string message, params object?[] values) => Write(LogLevel.Warning, message, values);

    /// <summary>Bad; repeated at the end of the build. Does not fail it: throw <see cref="TargetFailedException"/> for that.</summary>
    public static void Error(string message, params object?[] values) => Write(LogLevel.Error, message, values);

    /// <summary>Bad, with the exception and its stack.</summary>
    public static void Error(Exception exception, string message, params object?[] values) => Write(LogLevel.Error, message, values, exception);

    private static void Write(LogLevel level, string message, object?[] values, Exception? exception = null) =>
        NukeBuild.AmbientContext?.Log.Write(level, NukeBuild.CurrentTargetName, MessageTemplate.Render(message, values), exception);
}
