using MLOpsBuild.Numerics.Distances;

namespace MLOpsBuild.Numerics.Tests.Distances;

public sealed class DistanceTests
{
    [Fact]
    public void The_greatest_gap_of_distribution_functions_is_found_with_ties_moving_together()
    {
        // F = ¼ at 1, ¾ at 2, 1 at 3; G = 0, ⅓, ⅔, 1 at 4: the gaps are ¼, 5/12, ⅓ and 0.
        Assert.Equal(5.0 / 12, KolmogorovSmirnov.Statistic([2, 1, 3, 2], [4, 2, 3, double.NaN])!.Value, 15);
        Assert.Equal(0, KolmogorovSmirnov.Statistic([1, 2, 2], [2, 1, 2]));
        Assert.Equal(1, KolmogorovSmirnov.Statistic([1, 2], [3, 4]));
        Assert.Null(KolmogorovSmirnov.Statistic([], [1]));
        Assert.Null(KolmogorovSmirnov.Statistic([1], [double.NaN]));
    }

    [Fact]
    public void Histograms_give_the_statistic_of_their_values()
    {
        Assert.Equal(5.0 / 12, KolmogorovSmirnov.OfCounts([1, 2, 1, 0], [0, 1, 1, 1])!.Value, 15);
        Assert.Null(KolmogorovSmirnov.OfCounts([0, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.OfCounts([1], [1, 2]));
    }

    [Fact]
    public void The_statistic_is_the_same_both_ways_and_never_over_one()
    {
        var random = new SeededRandom(5);
        for (var round = 0; round < 200; round++)
        {
            var a = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => (double)random.Next(6)).ToArray();
            var b = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => (double)random.Next(6)).ToArray();
            var brute = Enumerable.Range(0, 6).Max(v => Math.Abs((double)a.Count(x => x <= v) / a.Length - (double)b.Count(x => x <= v) / b.Length));

            Assert.Equal(brute, KolmogorovSmirnov.Statistic(a, b)!.Value, 12);
            Assert.Equal(KolmogorovSmirnov.Statistic(a, b), KolmogorovSmirnov.Statistic(b, a));
        }
    }

    [Fact]
    public void The_stability_index_of_two_bins_is_that_worked_by_hand()
    {
        // p = (½, ½), q = (¾, ¼): ¼·ln 1.5 − ¼·ln 0.5 = ¼·ln 3.
        Assert.Equal(0.27465307216702745, PopulationStability.OfCounts([2, 2], [3, 1])!.Value, 15);
        Assert.Equal(0, PopulationStability.OfCounts([1, 3, 0], [2, 6, 0]));
        Assert.Null(PopulationStability.OfCounts([1], [0]));
    }

    [Fact]
    public void An_empty_bin_counts_as_the_floor_and_not_as_infinity()
    {
        // p = (1, 0.0001), q = (½, ½): −½·ln ½ + 0.4999·ln 5000.
        Assert.Equal(0.5 * Math.Log(2) + 0.4999 * Math.Log(5000), PopulationStability.OfCounts([4, 0], [2, 2])!.Value, 12);
    }

    [Fact]
    public void Edges_are_quantiles_and_equal_ones_are_joined()
    {
        Assert.Equal([3.0, 5.0, 7.0], PopulationStability.Edges([1, 2, 3, 4, 5, 6, 7, 8, 9], 4));
        Assert.Equal([1.0], PopulationStability.Edges([1, 1, 1, double.NaN], 10));
        Assert.Equal([2, 2, 2, 3], PopulationStability.Count([1, 2, 3, 4, 5, 6, 7, 8, 9, double.NaN], [3.0, 5.0, 7.0]));
        Assert.Null(PopulationStability.OfNumbers([], [1]));
    }

    [Fact]
    public void Total_variation_is_the_share_that_moves()
    {
        Assert.Equal(0.25, TotalVariation.OfCounts([2, 2], [3, 1]));
        Assert.Equal(1, TotalVariation.OfCounts([5, 0], [0, 9]));
        Assert.Null(TotalVariation.OfCounts([], []));
    }
}
