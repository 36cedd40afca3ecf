using System.Text.Json;
using MLOpsBuild.Data.Drifts;

namespace MLOpsBuild.Data.Tests;

/// <summary>The statistics of real months, against SciPy (tests/testdata/statistics/generate.py).</summary>
public sealed class DriftReferenceTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/statistics/reference.json"))).RootElement.GetProperty("departures");

    [Fact]
    public void Statistics_of_real_columns_are_those_of_SciPy()
    {
        foreach (var month in Reference.EnumerateArray())
        {
            foreach (var column in (string[])["delay", "distance", "destination"])
            {
                var number = month.GetProperty("month").GetInt32();
                var ours = ColumnStatistics.Of(DepartureTables.Month(1)[column], DepartureTables.Month(number)[column]).ToDictionary(s => s.Name);
                foreach (var expected in month.GetProperty(column).EnumerateObject())
                {
                    var actual = expected.Name switch
                    {
                        "ksExact" => ours["ks"].PValue,
                        "ksAsymptotic" => Numerics.Hypotheses.KolmogorovSmirnovTest.Asymptotic(ours["ks"].Value!.Value, DepartureTables.Month(1).RowCount, DepartureTables.Month(number).RowCount),
                        "chiSquare" => ours["chisquare"].Value,
                        "chiSquareP" => ours["chisquare"].PValue,
                        _ => ours[expected.Name].Value,
                    };
                    var value = expected.Value.GetDouble();
                    Assert.True(Math.Abs(actual!.Value - value) <= 1e-9 * Math.Abs(value), $"{number}, {column}, {expected.Name}: {actual:R} where SciPy has {value:R}");
                }
            }
        }
    }
}
