namespace MLOpsBuild.Learning.Tuning;

/// <summary>How a search runs. Only <see cref="Time"/> may change its answer.</summary>
public sealed record SearchOptions
{
    /// <summary>The part of the search to run. Default: all of it.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>How many trials run side by side, at least 1. Default 1.</summary>
    public int Parallel { get; init => field = Check.Within(value, 1, 1024, nameof(Parallel)); } = 1;

    /// <summary>
    /// No trial begins after this long; null for no limit. How far a search gets depends on the machine, so its leaderboard may differ from run to run: for an answer that can be
    /// had again, limit the number of trials.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The clock of <see cref="Time"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of every trial that is finished or found; may be called from several threads, one at a time.</summary>
    public Action<TrialProgress>? Progress { get; init; }

    /// <summary>Called before every round: where results of other shards can be fetched.</summary>
    public Func<CancellationToken, Task>? RoundBegins { get; init; }

    /// <summary>Called after every round: where own results can be handed on.</summary>
    public Func<CancellationToken, Task>? RoundEnds { get; init; }
}

/// <summary>One finished trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Result">Its losses.</param>
/// <param name="IsFound">True when the result was known and nothing ran.</param>
public sealed record TrialProgress(Trial Trial, TrialResult Result, bool IsFound);

/// <summary>How a search ended.</summary>
/// <param name="Leaderboard">All results that are known here.</param>
/// <param name="Found">How many results were known before.</param>
/// <param name="Computed">How many trials ran.</param>
/// <param name="Missing">Trials without a result: those of other shards, and those for which there was no time.</param>
public sealed record SearchOutcome(Leaderboard Leaderboard, int Found, int Computed, IReadOnlyList<Trial> Missing)
{
    /// <summary>True when the search ran to its end and every trial has a result: the board is the search's answer.</summary>
    public bool IsComplete { get; init; }
}
