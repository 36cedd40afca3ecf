using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests;

/// <summary>The distances of every month from January, against the figures that an independent program printed.</summary>
public sealed class DriftFigureTests
{
    // The printed figures have three digits: half a unit of the last one, and a little for how they were rounded.
    private const double Printed = 0.00055;

    [Theory]
    [InlineData(2, "delay", .054, .042)]
    [InlineData(3, "delay", .045, .023)]
    [InlineData(4, "delay", .051, .028)]
    [InlineData(5, "delay", .150, .138)]
    [InlineData(6, "delay", .088, .050)]
    [InlineData(2, "tod", .011, .003)]
    [InlineData(3, "tod", .012, .005)]
    [InlineData(4, "tod", .021, .003)]
    [InlineData(5, "tod", .032, .008)]
    [InlineData(6, "tod", .032, .007)]
    [InlineData(2, "distance", .007, .001)]
    [InlineData(3, "distance", .009, .002)]
    [InlineData(4, "distance", .016, .003)]
    [InlineData(5, "distance", .033, .005)]
    [InlineData(6, "distance", .062, .016)]
    public void Numbers_are_as_far_from_January_as_printed(int month, string column, double ks, double psi)
    {
        var january = DepartureTables.WithTimeOfDay(1)[column].ToNumbers();
        var other = DepartureTables.WithTimeOfDay(month)[column].ToNumbers();

        Assert.Equal(ks, KolmogorovSmirnov.Statistic(january, other)!.Value, Printed);
        Assert.Equal(psi, PopulationStability.OfNumbers(january, other)!.Value, Printed);
    }

    [Theory]
    [InlineData(2, .006, .017)]
    [InlineData(3, .010, .027)]
    [InlineData(4, .018, .036)]
    [InlineData(5, .035, .058)]
    [InlineData(6, .102, .093)]
    public void Destinations_are_as_far_from_January_as_printed(int month, double psi, double tvd)
    {
        var a = Counts(DepartureTables.Month(1));
        var b = Counts(DepartureTables.Month(month));
        string[] all = [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)];
        long[] p = [.. all.Select(k => a.GetValueOrDefault(k))];
        long[] q = [.. all.Select(k => b.GetValueOrDefault(k))];

        Assert.Equal(psi, PopulationStability.OfCounts(p, q)!.Value, Printed);
        Assert.Equal(tvd, TotalVariation.OfCounts(p, q)!.Value, Printed);
    }

    private static Dictionary<string, long> Counts(Table table) =>
        ((TextColumn)table["destination"]).Codes.ToArray().CountBy(c => ((TextColumn)table["destination"]).Dictionary[c]).ToDictionary(c => c.Key, c => (long)c.Value);
}
