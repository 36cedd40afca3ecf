namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class MomentsTests
{
    [Fact]
    public void Figures_are_those_worked_by_hand()
    {
        var x = Parts.Of([1, 2, 3, 10]);

        // Deviations −3 −2 −1 6: squares 50, cubes 180, fourth powers 1394.
        Assert.Equal(50 / 3.0, x.Variance!.Value, 12);
        Assert.Equal(Math.Sqrt(4) * 180 / Math.Pow(50, 1.5) * Math.Sqrt(12) / 2, x.Skewness!.Value, 12);
        Assert.Equal(3.0 / 2 * ((5 * ((4 * 1394 / 2500.0) - 3)) + 6), x.Kurtosis!.Value, 12);
    }

    [Fact]
    public void Too_few_and_equal_numbers_have_no_shape()
    {
        Assert.Equal((null, null), (Parts.Of([1, 2]).Skewness, Parts.Of([1, 2, 4]).Kurtosis));
        Assert.Equal((0.0, null, null), (Parts.Of([3, 3, 3, 3, 3]).Variance, Parts.Of([3, 3, 3, 3, 3]).Skewness, Parts.Of([3, 3, 3, 3, 3]).Kurtosis));
    }

    [Fact]
    public void Infinities_are_counted_and_left_out()
    {
        var x = Parts.Of([double.PositiveInfinity, 1, 3, double.NegativeInfinity, double.NaN, double.PositiveInfinity]);

        Assert.Equal((5, 1, 3, 2.0, 2.0), (x.Count, x.Missing, x.Infinite, x.Mean, x.Variance));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (x.Min, x.Max));
        Assert.Equal([1L, 1L], x.Histogram(2)!.Counts);
    }

    [Fact]
    public void Numbers_too_large_to_square_have_no_variance()
    {
        var x = Parts.Of([1e300, -1e300, 1.7e308, -1.7e308]);

        Assert.Equal((null, null, null), (x.Variance, x.Skewness, x.Kurtosis));
        Assert.Null(x.Histogram(3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(4096)]
    [InlineData(20_000)]
    public void Badly_scaled_numbers_agree_with_exact_arithmetic_however_they_are_merged(int size)
    {
        var reference = ReferenceFigures.Root.GetProperty("badly_scaled");
        var x = BadlyScaled().Chunk(size).Select(Parts.Of).Aggregate((a, b) => a.Merge(b));

        Assert.False(x.IsExact);
        ReferenceFigures.AssertNear(reference, "mean", x.Mean);
        ReferenceFigures.AssertNear(reference, "variance", x.Variance);
        ReferenceFigures.AssertNear(reference, "skewness", x.Skewness);
        ReferenceFigures.AssertNear(reference, "kurtosis", x.Kurtosis);
    }

    // The same as in profile-reference.py.
    private static IEnumerable<double> BadlyScaled()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var step = i * 7919L % 10007;
            yield return 1e9 + (step * step / 1024 / 1024.0);
        }
    }
}
