namespace MLOpsBuild.Learning.Tuning;

/// <summary>All combinations of evenly spread values, in one round. Use it for few parameters: the number of trials is the product of the numbers of values.</summary>
/// <param name="options">The space, the most trials, and where to start; nothing is left to chance.</param>
/// <param name="points">The most values of a number, 1 to 1000, ends included: a range with no more values than that is tried whole. Texts and switches are always tried whole.</param>
public sealed class GridSearch(StrategyOptions options, int points = 4) : ISearchStrategy
{
    private readonly int _points = Check.Within(points, 1, 1000, nameof(points));

    /// <inheritdoc/>
    public string Name => "grid";

    /// <inheritdoc/>
    public SearchRound? Next(IReadOnlyList<TrialResult> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        if (finished.Count > 0) return null;
        var all = options.CheckedStart().Concat(options.Space.Grid(_points)).Distinct().Take(options.Trials);
        return new SearchRound([.. all.Select((values, i) => new Trial(i, values))], IsLast: true);
    }
}
