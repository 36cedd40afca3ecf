namespace MLOpsBuild.Cli.Output;

/// <summary>What a command found: for people, for programs, and for those who only want the names.</summary>
/// <param name="Result">What <c>--json</c> prints as <c>result</c>.</param>
/// <param name="Body">What people see.</param>
internal sealed record Reply(object? Result, params IReadOnlyList<Block> Body)
{
    /// <summary>The exit code.</summary>
    public int ExitCode { get; init; } = ExitCodes.Done;

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>What <c>--quiet</c> still prints: names and digests that a script goes on with.</summary>
    public IReadOnlyList<string> Essence { get; init; } = [];

    /// <summary>Remarks for people that are no part of the result.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A reply that says nothing but what went wrong.</summary>
    public static Reply Failed(int exitCode, string error) => new(Result: null) { ExitCode = exitCode, Error = error };

    /// <summary>An operation's outcome.</summary>
    public static Reply Of(Outcome outcome) =>
        new(new { outcome.Verdict, outcome.Why, outcome.Lines }, new Lines(outcome.Lines))
    {
        Notes = outcome.IsPass && outcome.Why.Length > 0 ? [$"{outcome.Verdict}: {outcome.Why}"] : [],
        ExitCode = outcome.IsPass ? ExitCodes.Done : outcome.ExitCode,
        Error = outcome.IsPass ? null : outcome.Message,
    };
}
