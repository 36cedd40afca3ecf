using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class FrequentItemsTests
{
    [Fact]
    public void Counts_are_too_low_by_at_most_the_stated_error_in_any_grouping()
    {
        var random = new SeededRandom(8);
        // Half of the values are a few heavy ones, the other half occur about once.
        string[] values = [.. Enumerable.Range(0, 60_000).Select(i => random.Next(2) == 0 ? $"heavy{(int)(random.NextDouble() * random.NextDouble() * 30)}" : $"rare{random.Next(1 << 30)}")];
        var truth = values.CountBy(v => v).ToDictionary();
        foreach (var size in new[] { 100, 3000, 20_000 })
        {
            var x = values.Chunk(size).Select(Parts.Texts).Aggregate((a, b) => a.Merge(b));

            Assert.InRange(x.TopError, 1, values.Length / (TextSummary.MostFrequent + 1));
            Assert.All(x.Texts, t => Assert.InRange(truth[t.Key] - t.Value, 0, x.TopError));
            Assert.All(truth.Where(t => t.Value > x.TopError), t => Assert.Contains(t.Key, x.Texts.Select(k => k.Key)));
            Assert.Equal("heavy0", x.Top(1)[0].Key);
            Assert.DoesNotContain(x.Top(100), t => t.Key.StartsWith("rare", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Frequent_numbers_stand_out_among_many()
    {
        var random = new SeededRandom(9);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => i % 10 == 0 ? -1 : i % 10 == 1 ? 0 : random.NextDouble())];
        var x = values.Chunk(1000).Select(Parts.Of).Aggregate((a, b) => a.Merge(b));

        Assert.Equal([-1.0, 0.0], x.TopNumbers(10).Select(t => t.Key));
        Assert.All(x.TopNumbers(10), t => Assert.InRange(5000 - t.Value, 0, x.TopError));
        Assert.InRange(x.TopError, 1, 50_000 / 65);
        Assert.Equal((5000, 5000), (x.Zeros, x.Negatives));
    }

    [Fact]
    public void A_floor_that_many_share_removes_them_all()
    {
        var items = FrequentItems<int>.Of(2, [1, 2, 3, 4], [5, 2, 2, 2]);

        Assert.Equal((2, 3), (items.Error, items.Counts[1]));
        Assert.Single(items.Counts);
    }
}
