using MLOpsBuild.Learning.Fairness;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Fairness;

public sealed class GroupFairnessTests
{
    // Group a: calls 1 1 1 0 with outcomes 1 1 0 0; group b: calls 1 0 0 0 0 with outcomes 1 1 0 0 0; group c has one row.
    private static readonly double[] Predictions = [0.9, 0.8, 0.7, 0.2, 0.6, 0.4, 0.3, 0.2, 0.1, 0.9];
    private static readonly double[] Target = [1, 1, 0, 0, 1, 1, 0, 0, 0, 1];
    private static readonly TextColumn Groups = TextColumn.Of("group", ["a", "a", "a", "a", "b", "b", "b", "b", "b", "c"]);

    private static FairnessResult Small() =>
        GroupFairness.Of(Predictions, Target, Groups, BlockIndex.Of([0, 1, 2, 3, 0, 1, 2, 3, 4, 0]), new FairnessOptions { MinimumRows = 2 });

    [Fact]
    public void Rates_of_groups_are_those_counted_by_hand()
    {
        var groups = Small().Groups;

        Assert.Equal(["a", "b", "c"], groups.Select(g => g.Group));
        Assert.Equal([true, true, false], groups.Select(g => g.IsJudged));
        var (a, b) = (groups[0], groups[1]);
        Assert.Equal((0.75, 1, 0.5, 2.0 / 3, 0.5), (a.Called.Value!.Value, a.TruePositives.Value!.Value, a.FalsePositives.Value!.Value, a.Precision.Value!.Value, a.Observed.Value!.Value));
        Assert.Equal((0.2, 0.5, 0, 1, 0.4), (b.Called.Value!.Value, b.TruePositives.Value!.Value, b.FalsePositives.Value!.Value, b.Precision.Value!.Value, b.Observed.Value!.Value));
        Assert.Equal(0.65, a.Predicted.Value!.Value, 1e-15);
        Assert.Equal(0.32, b.Predicted.Value!.Value, 1e-15);
        Assert.Null(groups[2].FalsePositives.Value);
        Assert.Equal((1, 1), (groups[2].Rows, groups[2].Blocks));
    }

    [Fact]
    public void Gaps_are_those_counted_by_hand()
    {
        var gaps = Small().Gaps.ToDictionary(g => g.Criterion);
        void Is(FairnessCriterion criterion, string high, string low, double difference, double? ratio)
        {
            var gap = gaps[criterion];
            Assert.Equal((high, low), (gap.High, gap.Low));
            Assert.Equal(difference, gap.Difference!.Value, 1e-12);
            Assert.Equal(ratio!.Value, gap.Ratio!.Value, 1e-12);
        }

        Is(FairnessCriterion.DemographicParity, "a", "b", 0.55, 0.2 / 0.75);
        Is(FairnessCriterion.EqualOpportunity, "a", "b", 0.5, 0.5);
        // Both rates are 0.5 apart; the ratio of the false positives, 0, is the worse one.
        Is(FairnessCriterion.EqualizedOdds, "a", "b", 0.5, 0);
        Is(FairnessCriterion.PredictiveParity, "b", "a", 1.0 / 3, 2.0 / 3);
        // Observed less predicted: -0.15 and 0.08; observed by predicted: 2 / 2.6 and 2 / 1.6.
        Is(FairnessCriterion.Calibration, "b", "a", 0.23, 2 / 2.6 / (2 / 1.6));
    }

    private static FairnessResult Many(double planted)
    {
        var random = new SeededRandom(4);
        const int Rows = 6000;
        bool[] isB = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(3) == 0)];
        double[] target = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0)];
        double[] predictions = [.. target.Select((y, row) => Math.Clamp(0.25 + 0.3 * y + (isB[row] ? -planted : 0) + 0.9 * (random.NextDouble() - 0.5), 0, 1))];
        return GroupFairness.Of(
            predictions, target, TextColumn.Of("group", [.. isB.Select(b => b ? "b" : "a")]), BlockIndex.Of([.. Enumerable.Range(0, Rows).Select(row => row % 60)]), new FairnessOptions());
    }

    [Fact]
    public void Planted_gap_has_an_interval_above_zero_and_equal_groups_have_one_around_it()
    {
        var planted = Many(0.15).Gaps;
        Assert.All(planted.Where(g => g.Criterion is FairnessCriterion.DemographicParity or FairnessCriterion.EqualOpportunity or FairnessCriterion.Calibration), g => Assert.True(g.DifferenceInterval!.Value.Low > 0.05));
        Assert.True(planted[0].RatioInterval!.Value.High < 0.9);

        Assert.All(Many(0).Gaps, g => Assert.True(g.DifferenceInterval!.Value.Low < 0 && g.DifferenceInterval.Value.High > 0 && g.RatioInterval!.Value.High > 1));
    }

    [Fact]
    public void One_group_or_small_groups_have_no_gap()
    {
        var one = GroupFairness.Of(Predictions, Target, Groups, BlockIndex.Of([0, 1, 2, 3, 0, 1, 2, 3, 4, 0]), new FairnessOptions { MinimumRows = 5 });

        Assert.All(one.Gaps, g => Assert.Equal((null, null, null, null), (g.High, g.Difference, g.DifferenceInterval, g.Ratio)));
        Assert.Equal(3, one.Groups.Count);
        Assert.Empty(GroupFairness.Of([], [], TextColumn.Of("g", []), BlockIndex.Of([]), new FairnessOptions()).Groups);
        Assert.Throws<ArgumentException>(() => GroupFairness.Of([0.1], [1], Groups, BlockIndex.Of([1]), new FairnessOptions()));
    }
}
