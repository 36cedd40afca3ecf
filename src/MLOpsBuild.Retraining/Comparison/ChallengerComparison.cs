using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Retraining.Comparison;

/// <summary>What the comparison of a challenger with the champion says.</summary>
public enum ComparisonDecision
{
    /// <summary>The challenger is better, beyond the chance of the days.</summary>
    Win,

    /// <summary>It is not, or not surely.</summary>
    NoWin,

    /// <summary>The comparison would not be fair, or there is too little to compare.</summary>
    Refused,
}

/// <summary>What is compared. Both models scored the same rows.</summary>
public sealed record ComparisonInput
{
    /// <summary>The champion's log loss of each row.</summary>
    public required double[] ChampionLosses { get; init; }

    /// <summary>The challenger's log loss of the same rows, in the same order.</summary>
    public required double[] ChallengerLosses { get; init; }

    /// <summary>The day of each row.</summary>
    public required DateTime[] Days { get; init; }

    /// <summary>The digests of the partitions that the challenger was trained or tuned on.</summary>
    public required IReadOnlyCollection<Digest> TrainingPartitions { get; init; }

    /// <summary>The digests of the partitions that the rows come from.</summary>
    public required IReadOnlyCollection<Digest> ComparisonPartitions { get; init; }

    /// <summary>The digests of the row sets (feature tables, windows cut by date) that the challenger was trained on; may be empty.</summary>
    public IReadOnlyCollection<Digest> TrainingRows { get; init; } = [];

    /// <summary>The digests of the row sets that are compared on; may be empty.</summary>
    public IReadOnlyCollection<Digest> ComparisonRows { get; init; } = [];
}

/// <summary>How the comparison resamples.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The one-sided confidence of a win, above 0.5 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The number of resamples.</summary>
    public int Replicates { get; init; } = 2000;

    /// <summary>Chooses the resamples; part of the record, so that anybody gets the same numbers.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>The decision with everything it rests on.</summary>
/// <param name="Decision">What it is.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Numbers">By name, for the ledger: rows, days, champion, challenger, gain, lower, confidence; empty where nothing was computed.</param>
public sealed record ComparisonResult(ComparisonDecision Decision, string Reason, IReadOnlyDictionary<string, double> Numbers);

/// <summary>
/// Whether a challenger is better than the champion: the gain in log loss on rows that it never saw, paired row by row, with the
/// day as the unit of chance. Rows of one day share weather, strikes and fashions; resampling rows would call luck a gain.
/// </summary>
public static class ChallengerComparison
{
    /// <summary>Fewer days than this decide nothing: a resample of a handful of days understates their chance.</summary>
    public const int FewestDays = 7;

    /// <summary>Decides. A win needs the one-sided lower bound of the mean gain to be above 0. Pure.</summary>
    public static ComparisonResult Decide(ComparisonInput input, ComparisonOptions? options = null)
    {
        options ??= new ComparisonOptions();
        if (options.Confidence is not (> 0.5 and < 1)) throw new ArgumentOutOfRangeException(nameof(options), options.Confidence, "The confidence must be above 0.5 and below 1.");
        if (Unfair(input) is { } unfair) return Refused(unfair);
        if (Unusable(input) is { } unusable) return Refused(unusable);
        var blocks = BlockIndex.OfDays(input.Days);
        return blocks.Count < FewestDays
            ? Refused($"The rows are of {blocks.Count} days; at least {FewestDays} are needed.")
            : Compare(input, blocks, options);
    }

    private static ComparisonResult Compare(ComparisonInput input, BlockIndex blocks, ComparisonOptions options)
    {
        var gains = new double[blocks.Rows];
        for (var row = 0; row < gains.Length; row++) gains[row] = input.ChampionLosses[row] - input.ChallengerLosses[row];
        var (sums, sizes) = (blocks.Sums(gains), blocks.Sizes());
        var bootstrap = new BootstrapOptions { Seed = options.Seed, Replicates = options.Replicates };
        var drawn = BlockBootstrap.Of(blocks.Count, bootstrap, weights => PairedBlocks.WeightedMean(weights, sums, sizes));
        var (gain, lower) = (PairwiseSum.Mean(gains), drawn.Quantile(1 - options.Confidence)!.Value);
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["rows"] = blocks.Rows,
            ["days"] = blocks.Count,
            ["champion"] = PairwiseSum.Mean(input.ChampionLosses),
            ["challenger"] = PairwiseSum.Mean(input.ChallengerLosses),
            ["gain"] = gain,
            ["lower"] = lower,
            ["confidence"] = options.Confidence,
        };
        var figures = $"log loss {Text(numbers["champion"])} to {Text(numbers["challenger"])}, gain {Text(gain)}, at least {Text(lower)} with {Text(100 * options.Confidence)} % confidence, on {blocks.Rows} rows of {blocks.Count} days";
        return lower > 0 && gain > 0
            ? new ComparisonResult(ComparisonDecision.Win, $"The challenger is better: {figures}.", numbers)
            : new ComparisonResult(ComparisonDecision.NoWin, $"The challenger is not surely better: {figures}.", numbers);
    }

    private static string? Unfair(ComparisonInput input)
    {
        // An empty list proves nothing: a caller that forgot to say what was trained on must not get a fair comparison.
        if (input.TrainingPartitions.Count == 0 && input.TrainingRows.Count == 0) return "It is not known what the challenger was trained on.";
        if (input.ComparisonPartitions.Count == 0 && input.ComparisonRows.Count == 0) return "It is not known where the compared rows come from.";
        var seen = input.TrainingPartitions.Concat(input.TrainingRows).ToHashSet();
        var shared = input.ComparisonPartitions.Concat(input.ComparisonRows).Where(seen.Contains).Distinct().Order().ToList();
        return shared.Count == 0
            ? null
            : $"The challenger was trained on what it would be compared on: {string.Join(", ", shared.Select(d => d.Short))}. Compare on later partitions.";
    }

    private static string? Unusable(ComparisonInput input)
    {
        var (champion, challenger, days) = (input.ChampionLosses.Length, input.ChallengerLosses.Length, input.Days.Length);
        if (champion != challenger || champion != days) return $"There are {champion} losses of the champion, {challenger} of the challenger and {days} days; they must be of the same rows.";
        if (champion == 0) return "There are no rows to compare on.";
        if (Array.FindIndex(input.ChampionLosses, Bad) is >= 0 and var a) return $"The champion's loss of row {a + 1} is {Text(input.ChampionLosses[a])}; losses are finite and not negative.";
        if (Array.FindIndex(input.ChallengerLosses, Bad) is >= 0 and var b) return $"The challenger's loss of row {b + 1} is {Text(input.ChallengerLosses[b])}; losses are finite and not negative.";
        return null;
    }

    private static bool Bad(double loss) => !double.IsFinite(loss) || loss < 0;

    private static ComparisonResult Refused(string reason) => new(ComparisonDecision.Refused, reason, new SortedDictionary<string, double>(StringComparer.Ordinal));

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
