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
        var sizes = new int[data.Blocks.Count];
        for (var group = 0; group < figures.Length; group++)
        {
            sums[blockOfGroup[group]] += figures[group] ?? 0;
            sizes[blockOfGroup[group]] += figures[group] is null ? 0 : 1;
        }

        return new MeanByBlock(sums, sizes, root: false)
        {
            Value = RankingMetrics.MeanOf(figures),
            Analytic = level => AnalyticInterval.OfMean([.. figures.OfType<double>()], level),
        };
    }
}
