using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class QuantileSketchTests
{
    private const int Count = 30_000;

    public static TheoryData<string, string> OrdersAndCuts => [.. Parts.Orders.SelectMany(order => Parts.Cuts.Select(cut => (order, cut)))];

    [Theory]
    [MemberData(nameof(OrdersAndCuts))]
    public void Ranks_are_within_the_stated_error_after_any_order_and_merges(string order, string cut)
    {
        var values = Parts.Ordered(order, Count);
        var x = Parts.Profiled(values, cut);
        Array.Sort(values);

        Assert.False(x.IsExact);
        Assert.InRange(x.QuantileError, 0.0001, 0.013);
        Assert.Equal((Count, values[0], values[^1]), (x.Count, x.Quantile(0)!.Value, x.Quantile(1)!.Value));
        foreach (var share in Enumerable.Range(1, 199).Select(i => i / 200.0).Append(0.001).Append(0.999))
        {
            Assert.True(Distance(values, x.Quantile(share)!.Value, share) <= x.QuantileError, $"{order}, {cut}, {share}: {Distance(values, x.Quantile(share)!.Value, share)} > {x.QuantileError}");
        }
    }

    [Fact]
    public void The_same_partition_many_times_over_stays_within_the_stated_error()
    {
        var values = Parts.Ordered("shuffled", 5000);
        var part = Parts.Of(values);
        var all = Enumerable.Repeat(part, 500).Aggregate((a, b) => a.Merge(b));
        Array.Sort(values);

        Assert.Equal(2_500_000, all.Count);
        Assert.All(Enumerable.Range(1, 99).Select(i => i / 100.0), share => Assert.InRange(Distance(values, all.Quantile(share)!.Value, share), 0, all.QuantileError));
        Assert.InRange(all.QuantileError, 0, 0.013);
    }

    [Fact]
    public void A_histogram_of_many_values_is_within_its_error()
    {
        var values = Parts.Ordered("skewed", Count).Select(v => Math.Sqrt(Math.Sqrt(v))).ToArray();
        var estimated = Parts.Profiled(values, "batches").Histogram(20)!;
        var exact = Histogram.Of(Sorted(values), NumberFigures.Of(Sorted(values)), 20, 0)!;

        Assert.Equal(exact.Edges, estimated.Edges);
        Assert.Equal(Count, estimated.Counts.Sum());
        Assert.All(exact.Counts.Zip(estimated.Counts), c => Assert.InRange(c.Second, c.First - (estimated.Error * Count), c.First + (estimated.Error * Count)));
    }

    [Fact]
    public void Weighted_items_stand_for_every_value()
    {
        var sketch = QuantileSketch.Of([1, 2, 3], [1_000_000_007, 5, 999_999_999_983]);
        var (values, counts) = sketch.Weighted();

        Assert.Equal(sketch.Count, counts.Sum());
        Assert.InRange(values.Zip(counts).Where(v => v.First <= 2).Sum(v => v.Second), 1_000_000_012 - sketch.Moved, 1_000_000_012 + sketch.Moved);
        Assert.InRange(sketch.Error, 0, 0.003);
    }

    private static SortedCounts Sorted(double[] values)
    {
        var groups = values.GroupBy(v => v).OrderBy(g => g.Key).ToList();
        return new SortedCounts([.. groups.Select(g => g.Key)], [.. groups.Select(g => g.LongCount())]);
    }

    // How far a share is from those that the value truly stands for: the share below it up to the share that does not exceed it.
    private static double Distance(double[] sorted, double value, double share)
    {
        double below = LowerBound(sorted, value), upTo = LowerBound(sorted, Math.BitIncrement(value));
        return Math.Max(0, Math.Max((below / sorted.Length) - share, share - (upTo / sorted.Length)));
    }

    private static int LowerBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
