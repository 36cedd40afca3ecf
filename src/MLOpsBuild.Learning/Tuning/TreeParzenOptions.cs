namespace MLOpsBuild.Learning.Tuning;

/// <summary>The settings of <see cref="TreeParzenSearch"/>. Every value is checked when it is set.</summary>
public sealed record TreeParzenOptions
{
    /// <summary>The number of random trials of the first round, 1 to 10 000. Default 10.</summary>
    public int InitialTrials { get; init => field = Check.Within(value, 1, 10_000, nameof(InitialTrials)); } = 10;

    /// <summary>
    /// The number of trials of every later round, 1 to 1000: they do not know of each other's results, so they can run side by side. Default 4. It decides the trials, so all
    /// shards of a search need the same one.
    /// </summary>
    public int Batch { get; init => field = Check.Within(value, 1, 1000, nameof(Batch)); } = 4;

    /// <summary>The share of trials that count as good, above 0 and below 1. Default 0.15, as in the paper.</summary>
    public double GoodShare { get; init => field = Check.Within(value, 0.001, 0.999, nameof(GoodShare)); } = 0.15;

    /// <summary>The number of draws for each parameter, of which the most promising is taken, 1 to 10 000. Default 24.</summary>
    public int Candidates { get; init => field = Check.Within(value, 1, 10_000, nameof(Candidates)); } = 24;
}
