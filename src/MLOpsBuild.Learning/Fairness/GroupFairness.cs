using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Fairness;

/// <summary>Compares how a model of a binary target treats groups of rows.</summary>
/// <remarks>Which gap is just is no question of statistics; and with different base rates the criteria exclude one another (Chouldechova, 2017).</remarks>
public static class GroupFairness
{
    /// <summary>All figures of all groups, and the gap in each criterion.</summary>
    /// <param name="predictions">The probability of 1 for each row.</param>
    /// <param name="target">The outcome of each row, 0 or 1.</param>
    /// <param name="groups">The group of each row; rows without one are a group named <c>missing</c>.</param>
    /// <param name="blocks">The block of each row.</param>
    /// <param name="options">How to compare.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static FairnessResult Of(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, Column groups, BlockIndex blocks, FairnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(options);
        BinaryMetrics.Lengths(predictions, target);
        if (groups.Count != target.Length || blocks.Rows != target.Length)
        {
            throw new ArgumentException($"There are {target.Length} targets, {groups.Count} groups and blocks of {blocks.Rows} rows.", nameof(groups));
        }

        var counts = new List<GroupCounts>();
        foreach (var group in Enumerable.Range(0, groups.Count).GroupBy(row => groups.IsMissing(row) ? "missing" : groups[row].ToString()).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            counts.Add(new GroupCounts(group.Key, [.. group], predictions, target, blocks, options.Threshold));
        }

        var figures = new List<GroupFigures>();
        foreach (var group in counts)
        {
            var (p, y) = (new double[group.Rows.Length], new double[group.Rows.Length]);
            for (var i = 0; i < p.Length; i++) (p[i], y[i]) = (predictions[group.Rows[i]], target[group.Rows[i]]);
            figures.Add(Figures(group, BinaryMetrics.Ece(p, y, options.CalibrationBins), blocks.Count, options));
        }

        GroupCounts[] judged = [.. counts.Where(g => g.Rows.Length >= options.MinimumRows)];
        return new FairnessResult(figures, [.. Enum.GetValues<FairnessCriterion>().Select(c => FairnessGaps.Of(c, judged, blocks.Count, options))]);
    }

    private static GroupFigures Figures(GroupCounts group, double? ece, int blocks, FairnessOptions options)
    {
        Func<Counts, double?>[] figures = [c => c.Called, c => c.TruePositiveRate, c => c.FalsePositiveRate, c => c.Precision, c => c.Observed, c => c.PredictedRate];
        var drawn = group.Blocks < 2 ? null : BlockBootstrap.Of(blocks, options.Bootstrap, [.. figures.Select(f => (BlockStatistic)(weights => f(group.Of(weights))))]);
        Rate[] rates = [.. figures.Select((f, i) => new Rate(f(group.All), f(group.All) is null ? null : drawn?[i].Interval(options.Level)))];
        return new GroupFigures(
            group.Name, group.Rows.Length, group.Blocks, group.Rows.Length >= options.MinimumRows, rates[0], rates[1], rates[2], rates[3], rates[4], rates[5], ece);
    }
}
