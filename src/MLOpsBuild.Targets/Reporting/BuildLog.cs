using System.Globalization;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The log: lines with a level, of a target or of the build. Thread-safe.</summary>
internal sealed class BuildLog(BuildOutput output, GroupedOutput groups, BuildEnvironment environment, Host host, Verbosity verbosity, AbsolutePath root)
{
    private readonly Lock _lock = new();
    private readonly List<Notice> _notices = [];

    private LogLevel Least => verbosity switch
    {
        Verbosity.Verbose => LogLevel.Verbose,
        Verbosity.Minimal => LogLevel.Warning,
        Verbosity.Quiet => LogLevel.Error,
        _ => LogLevel.Debug,
    };

    public void Write(LogLevel level, string? target, string text, Exception? exception = null)
    {
        if (level >= LogLevel.Warning)
        {
            lock (_lock) _notices.Add(new Notice(level, target, text));
        }

        if (level < Least) return;
        // Masked before it is escaped: escaping would hide a secret from the mask.
        if (host == Host.GitHubActions && level >= LogLevel.Warning) groups.Line(target, Annotation.Of(level, target, output.Mask.Apply(text), root));
        var time = environment.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        groups.Line(target, $"{time} [{Short(level)}] {text}", StyleOf(level));
        if (exception is not null) groups.Line(target, exception.ToString(), Style.Dim);
    }

    /// <summary>Repeats warnings and errors at the end, where they are seen; nothing when there were none.</summary>
    public void Closing()
    {
        lock (_lock)
        {
            if (_notices.Count == 0) return;
            var onGitHub = host == Host.GitHubActions;
            foreach (var line in GroupedOutput.HeaderOf("Errors & Warnings", onGitHub)) output.Line(line, Style.Title);
            foreach (var notice in _notices)
                output.Line($"[{Short(notice.Level)}] {(notice.Target is null ? "" : notice.Target + ": ")}{notice.Text}", StyleOf(notice.Level));
            if (onGitHub) output.Line("::endgroup::");
        }
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Verbose => "VRB",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        _ => "ERR",
    };

    private static Style StyleOf(LogLevel level) => level switch
    {
        LogLevel.Error => Style.Bad,
        LogLevel.Warning => Style.Warning,
        LogLevel.Information => Style.Plain,
        _ => Style.Dim,
    };
}
