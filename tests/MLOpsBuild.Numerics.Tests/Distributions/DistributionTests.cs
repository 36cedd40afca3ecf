using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Numerics.Tests.Distributions;

public sealed class DistributionTests
{
    [Fact]
    public void Normal_tails_are_those_of_SciPy_also_relative_to_their_size()
    {
        foreach (var row in StatisticsReference.Rows("normalSurvival"))
        {
            StatisticsReference.Agrees(row[1], Normal.Survival(row[0]), $"sf({row[0]})");
            Assert.Equal(1, Normal.Survival(row[0]) / row[1], 1e-11);
        }

        Assert.Equal(1.6448536269514722, Normal.UpperQuantile(0.05), 1e-12);
        Assert.Equal(-1.6448536269514722, Normal.UpperQuantile(0.95), 1e-12);
        Assert.True(double.IsNaN(Normal.Survival(double.NaN)));
    }

    [Fact]
    public void Chi_squared_tails_are_those_of_SciPy()
    {
        foreach (var row in StatisticsReference.Rows("chiSquaredSurvival"))
        {
            StatisticsReference.Agrees(row[2], ChiSquared.Survival(row[0], row[1]), $"sf({row[0]}, {row[1]})");
            if (row[2] > 1e-300) Assert.Equal(1, ChiSquared.Survival(row[0], row[1]) / row[2], 1e-9);
        }

        Assert.Equal(0, ChiSquared.Survival(double.PositiveInfinity, 3));
    }

    [Fact]
    public void Log_gamma_is_that_of_SciPy()
    {
        foreach (var row in StatisticsReference.Rows("logGamma")) Assert.Equal(row[1], GammaFunction.Log(row[0]), 1e-13 * Math.Max(1, Math.Abs(row[1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaFunction.Log(0));
    }

    [Fact]
    public void Incomplete_gamma_shares_sum_to_one()
    {
        foreach (var a in new[] { 0.3, 1, 4.5, 80, 5000 })
        {
            foreach (var x in new[] { 0, 0.01 * a, 0.5 * a, a, a + 0.999, a + 1, 2 * a }) Assert.Equal(1, GammaFunction.RegularizedLower(a, x) + GammaFunction.RegularizedUpper(a, x), 1e-13);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => GammaFunction.RegularizedLower(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaFunction.RegularizedUpper(1, -1));
    }

    [Fact]
    public void The_one_sample_Kolmogorov_distribution_is_SciPys_kstwo_in_every_region()
    {
        foreach (var row in StatisticsReference.Rows("kolmogorov")) StatisticsReference.Agrees(row[2], Kolmogorov.Survival((int)row[0], row[1]), $"kstwo.sf({row[1]}, {row[0]})");
        Assert.Equal(1, Kolmogorov.Survival(10, 0));
        Assert.Equal(0, Kolmogorov.Survival(10, 1));
    }

    [Fact]
    public void Student_quantiles_are_within_the_stated_error_of_SciPys()
    {
        foreach (var row in StatisticsReference.Rows("studentUpper")) Assert.Equal(row[2], StudentT.UpperQuantile(row[0], row[1]), 0.001 * row[2] + 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.UpperQuantile(0.05, 4));
    }
}
