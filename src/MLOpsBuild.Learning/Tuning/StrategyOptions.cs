namespace MLOpsBuild.Learning.Tuning;

/// <summary>What all strategies have in common. Every value is checked when it is set.</summary>
public sealed record StrategyOptions
{
    /// <summary>The parameters with their ranges.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>
    /// The number of trials, 1 to 100 000: a grid is cut off after as many; successive halving begins with as many. A small space may have fewer. Default 20.
    /// A search with more trials begins with the same ones (successive halving: in its first rung).
    /// </summary>
    public int Trials { get; init => field = Check.Within(value, 1, 100_000, nameof(Trials)); } = 20;

    /// <summary>Decides all that is left to chance. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Parameters to try before any others, such as those in use today; they count as trials. Default none.</summary>
    public IReadOnlyList<ParameterValues> Start { get; init; } = [];

    /// <summary>The starting parameters, checked.</summary>
    internal IEnumerable<ParameterValues> CheckedStart()
    {
        foreach (var start in Start.Distinct().Take(Trials))
        {
            if (Space.WhyNot(start) is { } problem) throw new ArgumentException($"The search can not start at {start}: {problem}", nameof(Start));
            yield return start;
        }
    }
}
