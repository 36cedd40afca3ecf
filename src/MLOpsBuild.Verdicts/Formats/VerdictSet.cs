namespace MLOpsBuild.Verdicts.Formats;

/// <summary>Verdicts as they are told to other tools.</summary>
/// <param name="Name">What was judged: a pipeline's name.</param>
/// <param name="Source">The file that says what is asked, relative to the repository, with slashes: where a verdict is shown that has no place of its own.</param>
/// <param name="Results">The verdicts, in the order in which they are written.</param>
public sealed record VerdictSet(string Name, string Source, IReadOnlyList<GateResult> Results)
{
    /// <summary>Verdicts that are shown and decide nothing. Default: none.</summary>
    public IReadOnlyList<GateResult> Reported { get; init; } = [];

    /// <summary>What each gate finds out and what to do about it, by its name; a gate that is not here explains itself by its summary.</summary>
    public IReadOnlyDictionary<string, string> Help { get; init; } = new Dictionary<string, string>();
}
