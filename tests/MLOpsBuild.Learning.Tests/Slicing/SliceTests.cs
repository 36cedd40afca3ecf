using MLOpsBuild.Learning.Slicing;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Slicing;

public sealed class SliceTests
{
    private static readonly Table Rows = new(
    [
        new NumberColumn("x", [1, 5, double.NaN, 9, 5, 2]),
        TextColumn.Of("c", ["b", "a", "b", null, "B", "a"]),
        new TimeColumn("t", [new(2001, 1, 2), new(2001, 1, 1), new(2001, 1, 2), new(2001, 1, 1), new(2001, 1, 1), new(2001, 1, 1)]),
    ]);

    private static IEnumerable<(string, int)> Counts(IEnumerable<RowSlice> slices) => slices.Select(s => (s.Name, s.Count));

    [Fact]
    public void Values_make_slices_in_order_and_missing_ones_come_last()
    {
        Assert.Equal([("c=B", 1), ("c=a", 2), ("c=b", 2), ("c missing", 1)], Counts(RowSlices.ByValue(Rows, "c")));
        Assert.Equal([("x=5", 2)], Counts(RowSlices.ByValue(Rows, "x", 2)));
        Assert.Equal([("t=2001-01-01T00:00:00", 4), ("t=2001-01-02T00:00:00", 2)], Counts(RowSlices.ByValue(Rows, "t")));
    }

    [Fact]
    public void Bands_hold_their_lower_bound()
    {
        Assert.Equal([("x<5", 2), ("5<=x<9", 2), ("x>=9", 1)], Counts(RowSlices.ByBand(Rows, "x", 5, 9)));
        Assert.Throws<ArgumentException>(() => RowSlices.ByBand(Rows, "x", 5, 5));
        Assert.Throws<InvalidOperationException>(() => RowSlices.ByBand(Rows, "c", 5));
    }

    [Fact]
    public void Bins_have_nearly_equal_numbers_of_rows()
    {
        Assert.Equal([("x<5", 2), ("x>=5", 3), ("x missing", 1)], Counts(RowSlices.ByQuantile(Rows, "x", 2)));
        var even = RowSlices.ByQuantile(new Table([new NumberColumn("v", [.. Enumerable.Range(0, 100).Select(i => (double)(i * 37 % 100))])]), "v", 4);
        Assert.All(even, s => Assert.Equal(25, s.Count));
        Assert.Empty(RowSlices.ByQuantile(new Table([new NumberColumn("v", [3, 3, 3])]), "v", 4));
    }

    [Fact]
    public void Crossings_hold_the_rows_of_both()
    {
        var crossed = RowSlices.Cross(RowSlices.ByBand(Rows, "x", 5), RowSlices.ByValue(Rows, "c"));

        Assert.Equal([("x<5 & c=a", 1), ("x<5 & c=b", 1), ("x>=5 & c=B", 1), ("x>=5 & c=a", 1), ("x>=5 & c missing", 1)], Counts(crossed));
        Assert.Equal(["x", "c"], crossed[0].Columns);
        Assert.Equal(5, RowSlices.ByName(crossed).Count);
        Assert.Throws<ArgumentException>(() => RowSlices.ByName([crossed[0], crossed[0]]));
    }

    private static (Table Table, double[] Losses, BlockIndex Blocks) Sample(double planted)
    {
        var random = new SeededRandom(5);
        const int N = 4000;
        double[] Draw(Func<double> value) => [.. Enumerable.Range(0, N).Select(_ => value())];
        var (a, b, c) = (Draw(random.NextDouble), Draw(() => random.Next(4)), Draw(() => random.Next(6)));
        var day = Draw(random.NextDouble);
        int[] blocks = [.. Enumerable.Range(0, N).Select(row => row % 40)];
        double[] losses = [.. Enumerable.Range(0, N).Select(row => random.NextDouble() + day[blocks[row]] + (a[row] >= 0.8 && b[row] == 2 ? planted : 0))];
        return (new Table([new NumberColumn("a", a), new NumberColumn("b", b), TextColumn.Of("c", [.. c.Select(v => $"k{v}")])]), losses, BlockIndex.Of(blocks));
    }

    [Fact]
    public void Planted_weak_crossing_is_found_first_and_its_interval_holds_what_was_planted()
    {
        var (table, losses, blocks) = Sample(0.5);
        var found = WeakSegments.Find(table, losses, blocks, new WeakSegmentOptions());

        Assert.Equal(["a", "b"], found.Segments[0].Slice.Columns);
        Assert.EndsWith(" & b=2", found.Segments[0].Slice.Name, StringComparison.Ordinal);
        Assert.InRange(0.5, found.Segments[0].Interval!.Value.Low, found.Segments[0].Interval!.Value.High);
        Assert.True(found.Segments[0].Adjusted < 1e-6);
        Assert.Equal(5 + 4 + 6 + 20 + 30 + 24, found.Searched);
        Assert.All(found.Segments, s => Assert.Equal(s.Loss - s.Rest, s.Excess, 1e-12));
    }

    [Theory]
    [InlineData(Correction.Holm)]
    [InlineData(Correction.FalseDiscovery)]
    public void Nothing_planted_is_nothing_found_after_the_correction(Correction correction)
    {
        var (table, losses, blocks) = Sample(0);
        var found = WeakSegments.Find(table, losses, blocks, new WeakSegmentOptions { Correction = correction });

        Assert.All(found.Segments, s => Assert.True(s.Adjusted > 0.05));
        Assert.Contains(WeakSegments.Find(table, losses, blocks, new WeakSegmentOptions { Correction = Correction.None }).Segments, s => s.Adjusted < 0.05);
    }

    [Fact]
    public void Segments_that_are_small_or_of_few_blocks_are_not_looked_at()
    {
        var (table, losses, blocks) = Sample(0);

        Assert.Equal(0, WeakSegments.Find(table, losses, blocks, new WeakSegmentOptions { MinimumRows = 3000 }).Searched);
        Assert.Equal(0, WeakSegments.Find(table, losses, BlockIndex.Of(new int[4000]), new WeakSegmentOptions()).Searched);
        Assert.Equal(15, WeakSegments.Find(table, losses, blocks, new WeakSegmentOptions { MostColumns = 1 }).Searched);
        Assert.Throws<ArgumentException>(() => WeakSegments.Find(table, [1], blocks, new WeakSegmentOptions()));
    }
}
