using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests;

public sealed class ColumnStatisticsTests
{
    private static Dictionary<string, DriftStatistic> Of(string column, int month) =>
        ColumnStatistics.Of(DepartureTables.Month(1)[column], DepartureTables.Month(month)[column]).ToDictionary(s => s.Name);

    [Fact]
    public void Numbers_have_all_statistics_and_the_printed_figures_among_them()
    {
        var delay = Of("delay", 5);

        Assert.Equal(["ks", "wasserstein", "energy", "chisquare", "tvd", "js", "hellinger", "psi", "kl"], delay.Keys);
        Assert.Equal((.150, .138), (Math.Round(delay["ks"].Value!.Value, 3), Math.Round(delay["psi"].Value!.Value, 3)));
        Assert.InRange(delay["ks"].PValue!.Value, 0, 1e-60);
        Assert.InRange(delay["chisquare"].PValue!.Value, 0, 1e-60);
    }

    [Fact]
    public void Texts_have_those_of_categories() =>
        Assert.Equal((.035, .058), Of("destination", 5) is var s ? (Math.Round(s["psi"].Value!.Value, 3), Math.Round(s["tvd"].Value!.Value, 3)) : default);

    [Fact]
    public void Two_categories_have_a_Z_test_and_it_agrees_with_chi_square()
    {
        var a = TextColumn.Of("x", [.. Enumerable.Range(0, 100).Select(i => i < 30 ? "no" : "yes")]);
        var b = TextColumn.Of("x", [.. Enumerable.Range(0, 120).Select(i => i < 54 ? "no" : null), "yes"]);

        var statistics = ColumnStatistics.Of(a, b).ToDictionary(s => s.Name);

        Assert.Equal(statistics["chisquare"].Value!.Value, statistics["z"].Value!.Value * statistics["z"].Value!.Value, 1e-9);
        Assert.Equal(statistics["chisquare"].PValue!.Value, statistics["z"].PValue!.Value, 1e-12);
    }

    [Fact]
    public void Times_and_different_types_have_none_and_empty_samples_no_values()
    {
        Assert.Empty(ColumnStatistics.Of(DepartureTables.Month(1)["date"], DepartureTables.Month(2)["date"]));
        Assert.Empty(ColumnStatistics.Of(DepartureTables.Month(1)["delay"], DepartureTables.Month(2)["destination"]));
        Assert.All(ColumnStatistics.Of(new NumberColumn("x", []), new NumberColumn("x", [1])), s => Assert.Null(s.Value));
    }
}
