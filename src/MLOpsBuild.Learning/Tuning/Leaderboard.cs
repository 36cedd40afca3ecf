namespace MLOpsBuild.Learning.Tuning;

/// <summary>Finished trials in order of merit. The same results give the same board in whatever order and on however many machines they were made.</summary>
public sealed class Leaderboard
{
    private Leaderboard(IReadOnlyList<LeaderboardEntry> entries) => Entries = entries;

    /// <summary>The trials, the best first.</summary>
    public IReadOnlyList<LeaderboardEntry> Entries { get; }

    /// <summary>The best trial that has a loss; null when none has.</summary>
    public LeaderboardEntry? Best => Entries.Count > 0 && !double.IsNaN(Entries[0].Result.Mean) ? Entries[0] : null;

    /// <summary>
    /// Ranks results: those on all rows before those on a share of them, then by mean loss; a trial without one is last. Equal ones stand in the
    /// order of their keys. A key that comes twice counts once.
    /// </summary>
    /// <exception cref="ArgumentException">Two results with one key differ: a trial is a pure function of its key.</exception>
    public static Leaderboard Of(IEnumerable<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var distinct = new SortedDictionary<string, TrialResult>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (!distinct.TryAdd(result.Key, result) && !distinct[result.Key].Equals(result)) throw new ArgumentException($"Trial {result.Key} has two different results.", nameof(results));
        }

        var ordered = distinct.Values.ToArray();
        Array.Sort(ordered, TrialResult.Compare);
        return new Leaderboard([.. ordered.Select((result, i) => new LeaderboardEntry(i + 1, result))]);
    }
}

/// <summary>A trial's place.</summary>
/// <param name="Rank">From 1, each given once.</param>
/// <param name="Result">The trial with its losses.</param>
public sealed record LeaderboardEntry(int Rank, TrialResult Result);
