using MLOpsBuild.Numerics.Distances;

namespace MLOpsBuild.Numerics.Tests.Distances;

public sealed class DistanceReferenceTests
{
    [Fact]
    public void Distances_of_samples_are_those_of_SciPy()
    {
        foreach (var c in StatisticsReference.Cases("samples"))
        {
            var (a, b) = (StatisticsReference.Numbers(c.GetProperty("a")), StatisticsReference.Numbers(c.GetProperty("b")));
            var name = c.GetProperty("name").GetString()!;

            StatisticsReference.Agrees(c.GetProperty("wasserstein"), Wasserstein.Distance(a, b), name);
            StatisticsReference.Agrees(c.GetProperty("wassersteinNormed"), Wasserstein.Normed(a, b), name);
            StatisticsReference.Agrees(c.GetProperty("energy"), EnergyDistance.Of(a, b), name);
        }
    }

    [Fact]
    public void Distances_of_histograms_are_those_of_SciPy()
    {
        foreach (var c in StatisticsReference.Cases("counts"))
        {
            var (a, b) = (StatisticsReference.Counts(c.GetProperty("a")), StatisticsReference.Counts(c.GetProperty("b")));
            var name = c.GetProperty("name").GetString()!;

            StatisticsReference.Agrees(c.GetProperty("js"), JensenShannon.OfCounts(a, b), name);
            StatisticsReference.Agrees(c.GetProperty("hellinger"), Hellinger.OfCounts(a, b), name);
            StatisticsReference.Agrees(c.GetProperty("tvd"), TotalVariation.OfCounts(a, b), name);
            StatisticsReference.Agrees(c.GetProperty("kl"), KullbackLeibler.OfCounts(a, b), name);
        }
    }

    [Fact]
    public void Distances_of_nothing_are_null_and_lengths_must_agree()
    {
        Assert.Null(Wasserstein.Distance([], [1]));
        Assert.Null(Wasserstein.Normed([1], [double.NaN]));
        Assert.Null(EnergyDistance.Of([1], []));
        Assert.Null(JensenShannon.OfCounts([0], [1]));
        Assert.Null(Hellinger.OfCounts([1], [0]));
        Assert.Null(KullbackLeibler.OfCounts([], []));
        Assert.Throws<ArgumentException>(() => JensenShannon.OfCounts([1], [1, 2]));
        Assert.Equal(double.PositiveInfinity, KullbackLeibler.OfCounts([1, 1], [2, 0]));
        Assert.Equal(double.PositiveInfinity, PopulationStability.OfShares([1, 0], [0.5, 0.5]));
    }

    [Fact]
    public void Moving_every_value_by_one_is_a_distance_of_one()
    {
        Assert.Equal(1, Wasserstein.Distance([5, 1, double.NaN, 3], [2, 4, 6])!.Value, 15);
        Assert.Equal(1 / Math.Sqrt(8.0 / 3), Wasserstein.Normed([1, 3, 5], [2, 4, 6])!.Value, 15);
        Assert.Equal(1000, Wasserstein.Normed([7, 7], [8, 8])!.Value, 9);
    }
}
