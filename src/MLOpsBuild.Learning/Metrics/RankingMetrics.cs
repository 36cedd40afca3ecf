using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Measures of an order within groups (queries): the mean over the groups that have a relevant row; groups without one can not say. Null when none has.</summary>
/// <remarks>Relevances are numbers from 0; a row above 0 is relevant. Rows with equal scores share the places that they take, so that no order is invented for them.</remarks>
public static class RankingMetrics
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>How good the first rows are, weighed by place, against the best possible order: 1 at best.</summary>
    /// <param name="scores">One a row; the greatest comes first.</param>
    /// <param name="relevance">One a row, from 0.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="cutoff">How many places count, from 1; null for all.</param>
    /// <param name="gain">What a relevance is worth.</param>
    public static double? Ndcg(ReadOnlySpan<double> scores, ReadOnlySpan<double> relevance, ReadOnlySpan<int> groups, int? cutoff = null, RankingGain gain = RankingGain.Linear) =>
        MeanOf(Each(scores, relevance, groups, (s, r) => NdcgOf(s, r, cutoff, gain)));

    /// <summary>The mean over groups of the average precision: the mean, over the relevant rows, of the share of relevant rows among those scored at least as high.</summary>
    public static double? Map(ReadOnlySpan<double> scores, ReadOnlySpan<double> relevance, ReadOnlySpan<int> groups) =>
        MeanOf(Each(scores, relevance, groups, AveragePrecisionOf));

    /// <summary>The mean over groups of 1 / the place of the first relevant row; rows that are not relevant and have the same score come before it.</summary>
    public static double? Mrr(ReadOnlySpan<double> scores, ReadOnlySpan<double> relevance, ReadOnlySpan<int> groups) =>
        MeanOf(Each(scores, relevance, groups, ReciprocalRankOf));

    /// <summary>A figure of each group, in ascending order of their numbers; null where a group can not say.</summary>
    internal static double?[] Each(ReadOnlySpan<double> scores, ReadOnlySpan<double> relevance, ReadOnlySpan<int> groups, Func<double[], double[], double?> figure)
    {
        BinaryMetrics.Lengths(scores, relevance);
        if (groups.Length != scores.Length) throw new ArgumentException($"There are {groups.Length} groups for {scores.Length} rows.", nameof(groups));
        var index = BlockIndex.Of(groups);
        var sizes = index.Sizes();
        var scoresOf = Array.ConvertAll(sizes, size => new double[size]);
        var relevanceOf = Array.ConvertAll(sizes, size => new double[size]);
        var filled = new int[sizes.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            var group = index.BlockOfRow[row];
            if (!(relevance[row] >= 0)) throw new ArgumentException($"The relevance of row {row} is {relevance[row]}; it must be at least 0.", nameof(relevance));
            scoresOf[group][filled[group]] = scores[row];
            relevanceOf[group][filled[group]++] = relevance[row];
        }

        return [.. scoresOf.Select((s, group) => figure(s, relevanceOf[group]))];
    }

    internal static double? NdcgOf(double[] scores, double[] relevance, int? cutoff, RankingGain gain)
    {
        var best = Array.ConvertAll(relevance, r => gain == RankingGain.Linear ? r : ReproducibleMath.Pow(2, r) - 1);
        var places = Math.Min(cutoff ?? int.MaxValue, best.Length);
        if (places < 1) throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "At least one place must count.");
        var gained = Dcg(scores, best, places);
        var ideal = Dcg(best, best, places);
        return ideal > 0 ? gained / ideal : null;
    }

    internal static double? AveragePrecisionOf(double[] scores, double[] relevance)
    {
        var (order, ordered) = Ordered(scores);
        double sum = 0;
        int relevant = 0;
        for (var i = 0; i < order.Length;)
        {
            var tied = 0;
            for (var score = ordered[i]; i < order.Length && ordered[i] == score; i++) tied += relevance[order[i]] > 0 ? 1 : 0;
            relevant += tied;
            sum += (double)tied * relevant / i;
        }

        return relevant == 0 ? null : sum / relevant;
    }

    internal static double? ReciprocalRankOf(double[] scores, double[] relevance)
    {
        double? best = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (relevance[i] > 0 && !(scores[i] <= best)) best = scores[i];
        }

        if (best is not { } first) return null;
        var before = 0;
        for (var i = 0; i < scores.Length; i++) before += relevance[i] == 0 && scores[i] >= first ? 1 : 0;
        return 1.0 / (1 + before);
    }

    internal static double? MeanOf(double?[] figures)
    {
        double[] known = [.. figures.OfType<double>()];
        return known.Length == 0 ? null : PairwiseSum.Mean(known);
    }

    // Each row of a tie gets the mean of the discounts of the tie's places (McSherry and Najork, 2008).
    private static double Dcg(double[] scores, double[] gains, int places)
    {
        var (order, ordered) = Ordered(scores);
        var sum = 0.0;
        for (var i = 0; i < places;)
        {
            var (from, gained, discounts) = (i, 0.0, 0.0);
            for (var score = ordered[i]; i < order.Length && ordered[i] == score; i++)
            {
                gained += gains[order[i]];
                if (i < places) discounts += Ln2 / ReproducibleMath.Log(i + 2);
            }

            sum += gained / (i - from) * discounts;
        }

        return sum;
    }

    // The rows from the greatest score to the least, ties in the rows' order, with the scores.
    private static (int[] Order, double[] Scores) Ordered(double[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
        return (order, Array.ConvertAll(order, row => scores[row]));
    }
}
