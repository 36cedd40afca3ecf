namespace MLOpsBuild.Targets;

/// <summary>The build cannot start: its definition, its parameters or the command line is wrong. Ends with <see cref="ExitCodes.Usage"/>.</summary>
public sealed class BuildConfigurationException : Exception
{
    /// <summary>Reports every problem that one pass has found.</summary>
    /// <param name="problems">The problems, in order; at least one.</param>
    public BuildConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join("\n", problems)) => Problems = problems;

    /// <summary>Reports one problem.</summary>
    public BuildConfigurationException(string problem)
        : this([problem])
    {
    }

    /// <summary>The problems, in the order in which they were found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
