using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class DistinctSketchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_error_over_many_sizes_is_the_stated_one(int seed)
    {
        var errors = new List<double>();
        foreach (var size in new[] { 300, 1000, 3000, 5000, 10_000, 30_000, 100_000 })
        {
            for (var run = 0; run < 20; run++)
            {
                var sketch = new DistinctSketch();
                for (var i = 0; i < size; i++) sketch.Add(StableHash.Of((double)(i + (run * 1_000_000L) + (seed * 100_000_000L))));
                errors.Add((sketch.Estimate() - (double)size) / size);
            }
        }

        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0.004, DistinctSketch.StandardError * 1.15);
        Assert.All(errors, e => Assert.InRange(e, -4.5 * DistinctSketch.StandardError, 4.5 * DistinctSketch.StandardError));
    }

    [Fact]
    public void Texts_hash_as_well_as_numbers()
    {
        foreach (var form in new Func<int, string>[] { i => $"{i}", i => $"user-{i:x8}", i => new string('a', i % 50) + i, i => $"{i:000000000000}-suffix" })
        {
            var sketch = new DistinctSketch();
            for (var i = 0; i < 200_000; i++) sketch.Add(StableHash.Of(form(i)));
            Assert.InRange(sketch.Estimate(), 200_000 * (1 - (4 * DistinctSketch.StandardError)), 200_000 * (1 + (4 * DistinctSketch.StandardError)));
        }
    }

    [Fact]
    public void A_union_is_that_of_all_values_in_any_order()
    {
        DistinctSketch Of(int from, int to) => Enumerable.Range(from, to - from).Aggregate(new DistinctSketch(), (s, i) =>
        {
            s.Add(StableHash.Of((double)i));
            return s;
        });
        var parts = new[] { Of(0, 100), Of(50, 5000), Of(4000, 4100), Of(3, 4) };
        var whole = Of(0, 5000);

        Assert.Equal(whole.Ranks, parts.Aggregate((a, b) => a.Merge(b)).Ranks);
        Assert.Equal(whole.Ranks, parts[3].Merge(parts[2]).Merge(parts[0].Merge(parts[1])).Ranks);
        Assert.Equal(200, parts[0].Merge(parts[2]).Estimate());
    }

    [Fact]
    public void Integers_that_doubles_cannot_tell_apart_are_told_apart()
    {
        var column = new IntegerColumn("id", [.. Enumerable.Range(0, 20_000).Select(i => (1L << 60) + i)]);

        Assert.InRange(ColumnProfile.Of(column).Distinct!.Value, 19_000, 21_000);
        Assert.Equal(3, ColumnProfile.Of(new IntegerColumn("id", [long.MaxValue, long.MaxValue - 1, long.MaxValue - 1, 0])).Distinct);
    }

    [Fact]
    public void Distinct_counts_of_many_values_are_near_and_of_few_are_exact()
    {
        double[] values = [.. Enumerable.Range(0, 90_000).Select(i => i % 30_000 * 0.1)];
        var many = Parts.Of(values[..40_000]).Merge(Parts.Of(values[40_000..]));

        Assert.InRange(many.Distinct!.Value, 30_000 * 0.95, 30_000 * 1.05);
        Assert.Equal((DistinctSketch.StandardError, 0.0), (many.DistinctError, Parts.Of(values[..1000]).DistinctError));
        Assert.Equal(1000, Parts.Of([.. values[..1000], .. values[..500]]).Distinct);
    }
}
