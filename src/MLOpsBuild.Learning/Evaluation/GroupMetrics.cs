using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Intervals;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>The metrics of rankings: means over groups, each of which lies in one block.</summary>
internal static class GroupMetrics
{
    public static BlockMetric Named(string name, MetricData data, EvaluationOptions options)
    {
        var groups = data.Groups!;
        var figures = RankingMetrics.Each(data.Predictions, data.Target, groups, (scores, relevance) => name switch
        {
            MetricNames.Ndcg => RankingMetrics.NdcgOf(scores, relevance, options.RankingPlaces, options.RankingGain),
            MetricNames.Map => RankingMetrics.AveragePrecisionOf(scores, relevance),
            _ => RankingMetrics.ReciprocalRankOf(scores, relevance),
        });
        var blockOfGroup = new int[figures.Length];
        var index = BlockIndex.Of(groups);
        for (var row = 0; row < groups.Length; row++) blockOfGroup[index.BlockOfRow[row]] = data.Blocks.BlockOfRow[row];
        var sums = new double[data.Blocks.Count];
        var sizes = new double[data.Blocks.Count];
        var weights = Weights(data, index);
        for (var group = 0; group < figures.Length; group++)
        {
            if (figures[group] is not { } figure) continue;
            sums[blockOfGroup[group]] += weights[group] * figure;
            sizes[blockOfGroup[group]] += weights[group];
        }

        return new MeanByBlock(sums, sizes, root: false)
        {
            Value = data.Weights is null ? RankingMetrics.MeanOf(figures) : MeanOf(figures, weights),
            Analytic = data.Weights is not null ? null : level => AnalyticInterval.OfMean([.. figures.OfType<double>()], level),
        };
    }

    // A group's rows count alike.
    private static double[] Weights(MetricData data, BlockIndex groups)
    {
        var weights = new double[groups.Count];
        for (var row = 0; row < data.Target.Length; row++) weights[groups.BlockOfRow[row]] = data.Weights?[row] ?? 1;
        return weights;
    }

    private static double? MeanOf(double?[] figures, double[] weights)
    {
        int[] known = [.. Enumerable.Range(0, figures.Length).Where(group => figures[group] is not null)];
        return Weighted.Mean([.. known.Select(group => figures[group]!.Value)], [.. known.Select(group => weights[group])]);
    }
}
