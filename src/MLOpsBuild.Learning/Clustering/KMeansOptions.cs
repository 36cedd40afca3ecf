namespace MLOpsBuild.Learning.Clustering;

/// <summary>The settings of <see cref="KMeans"/>. Every value is checked when it is set.</summary>
public sealed record KMeansOptions
{
    /// <summary>The number of clusters, 1 to 10 000. Default 8.</summary>
    public int Clusters { get; init => field = Check.Within(value, 1, 10_000, nameof(Clusters)); } = 8;

    /// <summary>How often to begin anew; the result with the least sum of squares is kept, the first of equals. 1 to 1000. Default 10.</summary>
    public int Starts { get; init => field = Check.Within(value, 1, 1000, nameof(Starts)); } = 10;

    /// <summary>The most rounds of a start, 1 to 100 000. A start ends earlier when no row changes its cluster. Default 300.</summary>
    public int MostIterations { get; init => field = Check.Within(value, 1, 100_000, nameof(MostIterations)); } = 300;

    /// <summary>Chooses the starting centres. Default 0.</summary>
    public ulong Seed { get; init; }
}
