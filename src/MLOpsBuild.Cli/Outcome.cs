using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli;

/// <summary>The exit codes of the command line.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A gate failed, holds or is in error.</summary>
    public const int GateFailed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>The environment failed: network, registry, disk, a missing program.</summary>
    public const int EnvironmentFailed = 3;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 70;
}

/// <summary>How an operation ended, for people and for the summary table.</summary>
/// <param name="Verdict">The verdict's word.</param>
/// <param name="Why">Cached, or why it ran; the summary's last column.</param>
/// <param name="Lines">What to show while it runs.</param>
public sealed record Outcome(string Verdict, string Why, IReadOnlyList<string> Lines)
{
    // More than this and what went as expected is left out.
    private const int MostShown = 15;

    /// <summary>True when what follows may run.</summary>
    public bool IsPass { get; init; } = true;

    /// <summary>What to say when it does not pass.</summary>
    public string Message { get; init; } = "";

    /// <summary>The exit code when it does not pass.</summary>
    public int ExitCode { get; init; } = ExitCodes.GateFailed;

    /// <summary>Work that was done and judges nothing.</summary>
    public static Outcome Done(string why, params IReadOnlyList<string> lines) => new("done", why, lines);

    /// <summary>A gate's verdict with its findings.</summary>
    public static Outcome Of(GateResult result, string why) => new(Word(result.Verdict), why, [result.Summary, .. Shown(result, result.Findings.Count > MostShown ? Severity.Warning : Severity.Info)])
    {
        IsPass = result.Verdict == Verdicts.Verdict.Pass,
        Message = string.Join(Environment.NewLine, [$"{result.Gate}: {result.Summary}", .. Shown(result, Severity.Warning)]),
    };

    /// <summary>A failure that is no verdict.</summary>
    public static Outcome Failed(string message, int exitCode) => new("failed", "", []) { IsPass = false, Message = message, ExitCode = exitCode };

    private static IEnumerable<string> Shown(GateResult result, Severity least) =>
        result.Findings.Where(f => f.Severity >= least).Select(f => $"  {Mark(f.Severity)} {(f.Place is null ? "" : f.Place + ": ")}{f.Rule}: {f.Message}");

    private static string Mark(Severity severity) => severity switch { Severity.Error => "✗", Severity.Warning => "!", _ => "✓" };

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
