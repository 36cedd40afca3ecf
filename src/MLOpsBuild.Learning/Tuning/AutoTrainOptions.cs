namespace MLOpsBuild.Learning.Tuning;

/// <summary>The settings of <see cref="AutoTrain"/>. Every value is checked when it is set.</summary>
public sealed record AutoTrainOptions
{
    /// <summary>What to learn.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The most trials, 1 to 100 000. Default 30.</summary>
    public int Trials { get; init => field = Check.Within(value, 1, 100_000, nameof(Trials)); } = 30;

    /// <summary>Decides all that is left to chance. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The methods to choose from; null for all of <see cref="AutoTrainCandidates.All"/> that can learn the task.</summary>
    public IReadOnlyList<TrainerCandidate>? Candidates { get; init; }

    /// <summary>The preparations to choose from; null for <see cref="AutoTrainCandidates.Preparations"/>.</summary>
    public IReadOnlyList<Preparation>? Preparations { get; init; }

    /// <summary>The number of trials that run side by side, 1 to 1024; no result depends on it. Default 1.</summary>
    public int Parallel { get; init => field = Check.Within(value, 1, 1024, nameof(Parallel)); } = 1;

    /// <summary>No trial begins after this long; null for no limit. What is found then depends on the machine's speed: see <see cref="SearchOptions.Time"/>.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The clock of <see cref="Time"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of every finished trial.</summary>
    public Action<TrialProgress>? Progress { get; init; }
}

/// <summary>What an automatic search found.</summary>
/// <param name="Leaderboard">All trials, the best first. Parameters: <c>trainer</c>, <c>preparation</c> where there is a choice, and those of the trainer behind its name.</param>
/// <param name="Best">The best method with its parameters, to be trained on all rows.</param>
/// <param name="IsComplete">False when the time was up before the trials were.</param>
public sealed record AutoTrainResult(Leaderboard Leaderboard, ITrainer Best, bool IsComplete);
