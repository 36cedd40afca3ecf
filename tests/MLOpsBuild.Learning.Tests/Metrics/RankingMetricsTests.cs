using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Tests.Metrics;

public sealed class RankingMetricsTests
{
    [Fact]
    public void Ndcg_weighs_gains_by_place()
    {
        // Order 3, 1, 2 of relevances 1, 3, 0: (0 + 1/log2(3) + 3/2) / (3 + 1/log2(3)).
        var discount = 1 / Math.Log2(3);
        Assert.Equal((discount + 3 / 2.0) / (3 + discount), RankingMetrics.Ndcg([0.5, 0.2, 0.9], [1, 3, 0], [7, 7, 7])!.Value, 1e-15);
        Assert.Equal(discount / (3 + discount), RankingMetrics.Ndcg([0.5, 0.2, 0.9], [1, 3, 0], [7, 7, 7], 2)!.Value, 1e-15);
        Assert.Equal((discount + 7 / 2.0) / (7 + discount), RankingMetrics.Ndcg([0.5, 0.2, 0.9], [1, 3, 0], [7, 7, 7], gain: RankingGain.Exponential)!.Value, 1e-15);
    }

    [Fact]
    public void Tied_rows_share_their_places()
    {
        // All tied: each gain gets the mean discount.
        var mean = (1 + 1 / Math.Log2(3)) / 2;
        Assert.Equal(mean, RankingMetrics.Ndcg([1, 1], [1, 0], [0, 0])!.Value, 1e-15);
        Assert.Equal(0.5, RankingMetrics.Map([1, 1], [1, 0], [0, 0]));
        Assert.Equal(0.5, RankingMetrics.Mrr([1, 1], [1, 0], [0, 0]));
    }

    [Fact]
    public void Precision_and_rank_are_means_over_groups_that_can_say()
    {
        double[] scores = [3, 2, 1, 1, 2, 5, 4];
        double[] relevance = [0, 1, 1, 1, 0, 0, 0];
        int[] groups = [1, 1, 1, 2, 2, 3, 3];

        // Group 1: relevant at 2 and 3; group 2: at 2; group 3: none.
        Assert.Equal(((0.5 + 2.0 / 3) / 2 + 0.5) / 2, RankingMetrics.Map(scores, relevance, groups)!.Value, 1e-15);
        Assert.Equal(0.5, RankingMetrics.Mrr(scores, relevance, groups));
    }

    [Fact]
    public void Nothing_relevant_is_no_data()
    {
        Assert.Null(RankingMetrics.Ndcg([1, 2], [0, 0], [1, 1]));
        Assert.Null(RankingMetrics.Map([1, 2], [0, 0], [1, 1]));
        Assert.Null(RankingMetrics.Mrr([], [], []));
        Assert.Throws<ArgumentException>(() => RankingMetrics.Mrr([1], [-1], [1]));
        Assert.Throws<ArgumentException>(() => RankingMetrics.Ndcg([1], [1], []));
    }
}
