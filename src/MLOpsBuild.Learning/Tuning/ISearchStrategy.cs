namespace MLOpsBuild.Learning.Tuning;

/// <summary>Decides which parameters to try. A pure function of its settings and of the results so far, so that every machine that has these makes the same trials.</summary>
public interface ISearchStrategy
{
    /// <summary>The method's stable name: <c>random</c>.</summary>
    string Name { get; }

    /// <summary>The trials of the next round; null when the search is over.</summary>
    /// <param name="finished">The results of all trials of the earlier rounds, in the order of their indexes; empty for the first round.</param>
    SearchRound? Next(IReadOnlyList<TrialResult> finished);
}

/// <summary>Trials that do not wait for each other's results.</summary>
/// <param name="Trials">The trials, whose indexes go on from the earlier rounds.</param>
/// <param name="IsLast">True when no trial is made of these results, so that nobody needs all of them before the search is over.</param>
public sealed record SearchRound(IReadOnlyList<Trial> Trials, bool IsLast);
