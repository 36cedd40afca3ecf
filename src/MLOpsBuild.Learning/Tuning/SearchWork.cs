namespace MLOpsBuild.Learning.Tuning;

/// <summary>The rounds of one search, counted.</summary>
internal sealed class SearchWork(FindTrial find, RunTrial? run, SearchOptions options)
{
    private readonly Lock _gate = new();
    private readonly long _started = options.Clock.GetTimestamp();
    private int _found;
    private int _computed;

    /// <summary>The results of a round in the order of its trials; null for one that was not to be run here.</summary>
    public async Task<TrialResult?[]> RoundAsync(SearchRound round, CancellationToken cancellationToken)
    {
        var results = new TrialResult?[round.Trials.Count];
        var own = Enumerable.Range(0, results.Length).Where(i => options.Shard.Has(round.Trials[i])).ToArray();
        await EachAsync(own, async i => results[i] = await FindOrRunAsync(round.Trials[i], mayRun: true, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        // By now others may have made theirs. Each shard begins behind its own place, so that those who still wait do not all run the same trial.
        var first = (int)((long)options.Shard.Number * results.Length / options.Shard.Count);
        var others = Enumerable.Range(first, results.Length).Select(i => i % results.Length).Except(own).ToArray();
        await EachAsync(others, async i => results[i] = await FindOrRunAsync(round.Trials[i], !round.IsLast, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return results;
    }

    public SearchOutcome Outcome(IReadOnlyList<TrialResult> finished, IReadOnlyList<Trial> missing, bool isComplete) =>
        new(Leaderboard.Of(finished), _found, _computed, missing) { IsComplete = isComplete };

    private bool IsTimeUp => options.Time is { } limit && options.Clock.GetElapsedTime(_started) >= limit;

    private Task EachAsync(int[] items, Func<int, Task> work, CancellationToken cancellationToken) => System.Threading.Tasks.Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellationToken },
        async (item, _) => await work(item).ConfigureAwait(false));

    private async Task<TrialResult?> FindOrRunAsync(Trial trial, bool mayRun, CancellationToken cancellationToken)
    {
        var known = await find(trial, cancellationToken).ConfigureAwait(false);
        if (known is null && (run is null || !mayRun || IsTimeUp)) return null;
        var result = known ?? await run!(trial, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (known is null) _computed++;
            else _found++;
            options.Progress?.Invoke(new TrialProgress(trial, result, known is not null));
        }

        return result;
    }
}
