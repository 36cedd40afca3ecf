namespace MLOpsBuild.Learning.Tuning;

/// <summary>Finds the result of a trial that was run before; null when it is not known.</summary>
public delegate Task<TrialResult?> FindTrial(Trial trial, CancellationToken cancellationToken);

/// <summary>Runs a trial: a pure function of its key.</summary>
public delegate Task<TrialResult> RunTrial(Trial trial, CancellationToken cancellationToken);

/// <summary>Runs the trials that a strategy asks for, or the part of them that belongs to a shard.</summary>
/// <remarks>
/// A shard runs its own trials of every round. To begin another round, the strategy needs the results of all trials of the round before: those of other shards are looked up, and
/// run here where they are not known yet. So no shard waits for another, each makes the same trials as an unsharded search, and the results of all shards together are those of
/// the unsharded search, bit for bit. A strategy of one round (grid, random) is divided without repetition; with several rounds a trial may be run by more than one shard, to the
/// same result.
/// </remarks>
public static class Search
{
    /// <summary>Runs a search as far as its options say.</summary>
    /// <param name="strategy">What to try.</param>
    /// <param name="find">Known results: a cache, a store. Asked before every trial.</param>
    /// <param name="run">Runs a trial and keeps its result; null to take only what is known.</param>
    /// <param name="options">Which part to run, and how.</param>
    /// <param name="cancellationToken">Ends it; finished trials are kept.</param>
    public static async Task<SearchOutcome> RunAsync(ISearchStrategy strategy, FindTrial find, RunTrial? run, SearchOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(options);
        var work = new SearchWork(find, run, options);
        var finished = new List<TrialResult>();
        while (strategy.Next(finished) is { } round)
        {
            if (options.RoundBegins is { } begins) await begins(cancellationToken).ConfigureAwait(false);
            var results = await work.RoundAsync(round, cancellationToken).ConfigureAwait(false);
            if (options.RoundEnds is { } ends) await ends(cancellationToken).ConfigureAwait(false);
            finished.AddRange(results.OfType<TrialResult>());
            var missing = round.Trials.Zip(results).Where(t => t.Second is null).Select(t => t.First).ToArray();
            // Without all results no further round can be made; after the last one there is none.
            if (round.IsLast || missing.Length > 0) return work.Outcome(finished, missing, round.IsLast && missing.Length == 0);
        }

        return work.Outcome(finished, [], isComplete: true);
    }
}
