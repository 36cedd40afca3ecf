using System.Text.Json.Serialization;
using MLOpsBuild.Learning.Tuning;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>The answer of a search, as it is kept in the store: the same bytes from one machine and from many.</summary>
public sealed record LeaderboardFile
{
    /// <summary>The format's version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>What trials were measured by.</summary>
    public required string Metric { get; init; }

    /// <summary>The days of each fold.</summary>
    public required IReadOnlyList<LeaderboardFold> Folds { get; init; }

    /// <summary>The trials, the best first.</summary>
    public required IReadOnlyList<RankedTrial> Trials { get; init; }

    /// <summary>The best trial; null when none gave a number.</summary>
    [JsonIgnore]
    public RankedTrial? Best => Trials.FirstOrDefault(t => t.Rank == 1 && t.Mean is not null);

    internal static LeaderboardFile Of(string pipeline, SearchPlan plan, Leaderboard board)
    {
        var sign = TuningMetric.IsHigherBetter(plan.Metric) ? -1.0 : 1.0;
        return new LeaderboardFile
        {
            Pipeline = pipeline,
            Metric = plan.Metric,
            Folds = [.. plan.Folds.Select(f => new LeaderboardFold(f.Learn.ToString(), f.Measure.ToString()))],
            Trials = [.. board.Entries.Select(e => new RankedTrial(
                e.Rank,
                new SortedDictionary<string, string>(e.Result.Parameters.All.ToDictionary(v => v.Key, v => v.Value), StringComparer.Ordinal),
                e.Result.RowShare,
                [.. e.Result.FoldLosses.Select(loss => Number(sign * loss))],
                Number(sign * e.Result.Mean),
                e.Result.StandardError))],
        };
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A fold's days.</summary>
/// <param name="Learn">What trials learned from.</param>
/// <param name="Measure">What they were measured on.</param>
public sealed record LeaderboardFold(string Learn, string Measure);

/// <summary>A trial's place.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Parameters">The searched parameters' values.</param>
/// <param name="RowShare">The share of each fold's rows that it learned from.</param>
/// <param name="Folds">The metric on each fold; null where it gave no number.</param>
/// <param name="Mean">Their mean; null when one has no number.</param>
/// <param name="StandardError">The standard error of the mean over the folds; null for one fold or without a mean.</param>
public sealed record RankedTrial(int Rank, SortedDictionary<string, string> Parameters, double RowShare, IReadOnlyList<double?> Folds, double? Mean = null, double? StandardError = null);
