using System.Globalization;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

/// <summary>The real departures against pandas, SciPy and NumPy.</summary>
public sealed class ProfileReferenceTests
{
    public static TheoryData<int> Months => [1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Months))]
    public void Counted_columns_agree_with_pandas_in_every_figure(int month)
    {
        var profile = Profile.Of(DepartureTables.Month(month), "date");
        foreach (var name in new[] { "delay", "distance" })
        {
            var (x, reference) = (profile.Columns[name], ReferenceFigures.Of(month, name));
            Assert.True(x.IsExact);
            Assert.Equal((reference.GetProperty("count").GetInt64(), reference.GetProperty("distinct").GetInt64()), (x.Count, x.Distinct!.Value));
            AssertFigures(x, name, month);
            Assert.Equal(ReferenceFigures.Numbers(reference, "quantiles"), ReferenceFigures.Numbers(ReferenceFigures.Root, "shares").Select(s => x.Quantile(s)!.Value));
            Assert.Equal(ReferenceFigures.Numbers(reference, "edges"), x.Histogram(20)!.Edges);
            Assert.Equal(ReferenceFigures.Numbers(reference, "histogram"), x.Histogram(20)!.Counts.Select(c => (double)c));
        }
    }

    [Theory]
    [MemberData(nameof(Months))]
    public void Texts_and_days_agree_with_pandas(int month)
    {
        var profile = Profile.Of(DepartureTables.Month(month), "date");
        var (x, reference) = (profile.Columns["destination"], ReferenceFigures.Of(month, "destination"));

        Assert.Equal(reference.GetProperty("distinct").GetInt64(), x.Distinct);
        Assert.Equal((reference.GetProperty("shortest").GetInt64(), reference.GetProperty("longest").GetInt64()), (x.ShortestText, x.LongestText));
        Assert.Equal(reference.GetProperty("mean_length").GetDouble(), x.MeanTextLength!.Value, 12);
        Assert.Equal(reference.GetProperty("top").EnumerateArray().Select(t => KeyValuePair.Create(t[0].GetString()!, t[1].GetInt64())), x.Top(10));
        Assert.Equal(
            ReferenceFigures.Of(month, "days").EnumerateObject().Select(d => (d.Name, d.Value.GetInt64())),
            profile.Days.Select(d => (d.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), d.Value)));
    }

    [Theory]
    [MemberData(nameof(Months))]
    public void Sketched_columns_agree_within_their_errors(int month)
    {
        var speeds = Speeds(month);
        var reference = ReferenceFigures.Of(month, "speed");
        foreach (var size in new[] { 500, 3000, speeds.Length })
        {
            var x = speeds.Chunk(size).Select(Parts.Of).Aggregate((a, b) => a.Merge(b));
            Assert.False(x.IsExact);
            AssertFigures(x, "speed", month);
            Assert.InRange(x.Distinct!.Value / reference.GetProperty("distinct").GetDouble(), 1 - (4 * x.DistinctError), 1 + (4 * x.DistinctError));
            foreach (var (share, quantile) in ReferenceFigures.Numbers(ReferenceFigures.Root, "shares").Zip(ReferenceFigures.Numbers(reference, "quantiles")))
            {
                var estimate = x.Quantile(share)!.Value;
                var between = speeds.Count(s => s > Math.Min(estimate, quantile) && s < Math.Max(estimate, quantile));
                Assert.InRange(between, 0, x.QuantileError * speeds.Length);
            }

            var (exact, bins) = (ReferenceFigures.Numbers(reference, "histogram"), x.Histogram(20)!);
            Assert.Equal(ReferenceFigures.Numbers(reference, "edges"), bins.Edges);
            Assert.All(exact.Zip(bins.Counts), c => Assert.InRange(c.Second - c.First, -bins.Error * speeds.Length, bins.Error * speeds.Length));
        }
    }

    private static void AssertFigures(ColumnProfile x, string name, int month)
    {
        var reference = ReferenceFigures.Of(month, name);
        Assert.Equal((reference.GetProperty("min").GetDouble(), reference.GetProperty("max").GetDouble()), (x.Min, x.Max));
        Assert.Equal((reference.GetProperty("zeros").GetInt64(), reference.GetProperty("negatives").GetInt64()), (x.Zeros, x.Negatives));
        ReferenceFigures.AssertNear(reference, "mean", x.Mean);
        ReferenceFigures.AssertNear(reference, "variance", x.Variance);
        ReferenceFigures.AssertNear(reference, "skewness", x.Skewness);
        ReferenceFigures.AssertNear(reference, "kurtosis", x.Kurtosis);
    }

    private static double[] Speeds(int month)
    {
        var (table, index) = (DepartureTables.Month(month), 0);
        var times = ((TimeColumn)table["date"]).Values.ToArray();
        return [.. table["distance"].ToNumbers().Select(d => d / ((times[index].Hour * 60) + times[index++].Minute + 7))];
    }
}
