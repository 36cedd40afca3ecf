using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;

namespace MLOpsBuild.Numerics.Tests.Hypotheses;

public sealed class HypothesisTests
{
    [Fact]
    public void Kolmogorov_Smirnov_p_values_are_those_of_both_methods_of_SciPy()
    {
        foreach (var c in StatisticsReference.Cases("samples"))
        {
            var (a, b) = (StatisticsReference.Numbers(c.GetProperty("a")), StatisticsReference.Numbers(c.GetProperty("b")));
            var name = c.GetProperty("name").GetString()!;
            var statistic = KolmogorovSmirnov.Statistic(a, b)!.Value;

            StatisticsReference.Agrees(c.GetProperty("ks"), statistic, name);
            StatisticsReference.Agrees(c.GetProperty("ksExact"), KolmogorovSmirnovTest.Exact(statistic, a.Length, b.Length), $"{name}, exact");
            StatisticsReference.Agrees(c.GetProperty("ksAsymptotic"), KolmogorovSmirnovTest.Asymptotic(statistic, a.Length, b.Length), $"{name}, asymptotic");
        }

        foreach (var row in StatisticsReference.Rows("kolmogorovExact"))
        {
            StatisticsReference.Agrees(row[3], KolmogorovSmirnovTest.PValue(row[2], (int)row[0], (int)row[1]), $"exact({row[2]}, {row[0]}, {row[1]})");
        }
    }

    [Theory]
    [InlineData(0.0625, 1000, 400, 0.20729111782550133)]
    [InlineData(0.2, 50, 3000, 0.033764409679212765)]
    [InlineData(0.15, 900, 7, 0.9897119983625787)]
    [InlineData(0.5, 3, 100, 0.35143143097862045)]
    public void The_exact_p_value_of_samples_of_very_different_sizes_is_that_of_SciPy(double statistic, int n, int m, double expected) =>
        Assert.Equal(expected, KolmogorovSmirnovTest.Exact(statistic, n, m), 1e-12);

    [Fact]
    public void The_exact_p_value_counts_the_orders_of_small_samples()
    {
        // Two and three values: of 10 orders, the 2 with all of one sample first have distance 1, and 4 more at least 2/3.
        Assert.Equal(0.2, KolmogorovSmirnovTest.Exact(1, 2, 3), 15);
        Assert.Equal(0.6, KolmogorovSmirnovTest.Exact(2.0 / 3, 2, 3), 15);
        Assert.Equal(1, KolmogorovSmirnovTest.Exact(0, 2, 3));
        Assert.Equal(KolmogorovSmirnovTest.Exact(0.4, 30, 20), KolmogorovSmirnovTest.Exact(0.4, 20, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => KolmogorovSmirnovTest.Exact(1.1, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => KolmogorovSmirnovTest.Asymptotic(0.5, 0, 3));
    }

    [Fact]
    public void Large_samples_take_the_asymptotic_p_value() =>
        Assert.Equal(KolmogorovSmirnovTest.Asymptotic(0.02, 20_000, 9_000), KolmogorovSmirnovTest.PValue(0.02, 20_000, 9_000));

    [Fact]
    public void Chi_square_p_values_are_those_of_SciPy()
    {
        foreach (var c in StatisticsReference.Cases("counts"))
        {
            var (a, b) = (StatisticsReference.Counts(c.GetProperty("a")), StatisticsReference.Counts(c.GetProperty("b")));
            var name = c.GetProperty("name").GetString()!;
            var expected = a.Select(count => count * ((double)b.Sum() / a.Sum())).ToArray();

            var result = ChiSquareTest.OfCounts(a, b)!.Value;
            StatisticsReference.Agrees(c.GetProperty("chiSquare"), result.Statistic, name);
            StatisticsReference.Agrees(c.GetProperty("chiSquareP"), result.PValue, name);
            StatisticsReference.Agrees(c.GetProperty("expectedP"), ChiSquareTest.AgainstExpected(b, expected)!.Value.PValue, $"{name}, expected");
        }
    }

    [Fact]
    public void A_category_that_was_not_expected_at_all_has_p_zero()
    {
        var result = ChiSquareTest.AgainstExpected([10, 10, 1], [10.5, 10.5, 0])!.Value;

        Assert.Equal((double.PositiveInfinity, 0.0), (result.Statistic, result.PValue));
        Assert.Null(ChiSquareTest.AgainstExpected([3], [3.0]));
        Assert.Null(ChiSquareTest.OfCounts([3, 0], [4, 0]));
        Assert.Null(ChiSquareTest.OfCounts([0, 0], [4, 1]));
    }

    [Fact]
    public void The_Z_test_of_two_shares_is_that_worked_out_with_SciPy()
    {
        foreach (var row in StatisticsReference.Rows("z"))
        {
            var result = ProportionTest.Of((long)row[0], (long)row[1], (long)row[2], (long)row[3])!.Value;
            StatisticsReference.Agrees(row[4], result.Statistic, "z");
            StatisticsReference.Agrees(row[5], result.PValue, "p");
        }

        Assert.Equal(new TestOutcome(0, 1), ProportionTest.Of(5, 5, 7, 7));
        Assert.Null(ProportionTest.Of(0, 0, 1, 2));
    }
}
