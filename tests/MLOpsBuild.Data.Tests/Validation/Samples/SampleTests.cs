using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Validation.Samples;

public sealed class SampleTests
{
    private static Table Table(int from, int rows) => new(
    [
        new IntegerColumn("i", [.. Enumerable.Range(from, rows).Select(i => (long)i)]),
        TextColumn.Of("c", [.. Enumerable.Range(from, rows).Select(i => i % 4 == 0 ? null : $"text {i % 3}")]),
    ]);

    private static RowSample Cut(int rows, int size, int most = 500)
    {
        var measure = new SampleMeasure(["i", "c"], most);
        object? all = null;
        for (var from = 0; from < rows; from += size)
        {
            var batch = measure.Map(new Batch(Table(from, Math.Min(size, rows - from)), from + 2));
            all = all is null ? batch : measure.Merge(all, batch);
        }

        return ((SampleTally)all!).Build();
    }

    [Fact]
    public void The_same_rows_are_drawn_however_the_file_is_cut()
    {
        var whole = Cut(10_000, 10_000);
        foreach (var size in new[] { 1, 77, 501, 5000 })
        {
            var cut = Cut(10_000, size);
            Assert.Equal(whole.Rows, cut.Rows);
            Assert.Equal(whole["i"].Numbers, cut["i"].Numbers);
            Assert.Equal(whole["c"].Codes, cut["c"].Codes);
        }

        Assert.Equal((500, 10_000, false), (whole.Count, whole.Seen, whole.IsAll));
        Assert.Equal(whole.Rows.Select(r => (double)(r - 2)), whole["i"].Numbers);
        Assert.True(Cut(400, 50).IsAll);
    }

    [Fact]
    public void Each_part_of_the_file_has_its_share_of_the_rows()
    {
        var sample = Cut(20_000, 3000, 4000);

        for (var part = 0; part < 4; part++) Assert.InRange(sample.Rows.Count(r => (r - 2) / 5000 == part), 880, 1120);
        for (var fold = 0; fold < 4; fold++) Assert.InRange(sample.Rows.Count(r => RowSample.Fold(r, 4) == fold), 880, 1120);
    }

    [Fact]
    public void A_sample_that_must_hold_less_is_a_smaller_one_and_then_none()
    {
        var tally = new SampleTally(["i"], 4096);
        tally.Add(new Batch(Table(0, 9000), 2));
        tally.Shrink();
        Assert.Equal(Cut(9000, 9000, 2048).Rows, tally.Build().Rows);
        for (var i = 0; i < 3; i++) tally.Shrink();
        Assert.Equal((256, 0, false), (tally.Build().Count, tally.Spare, tally.IsOverLimit));
        tally.Shrink();
        tally.Add(new Batch(Table(9000, 10), 9002));
        Assert.Equal((0, true), (tally.Build().Count, tally.IsOverLimit));
    }

    [Fact]
    public void Fewer_rows_are_those_that_a_smaller_sample_would_have()
    {
        var sample = Cut(10_000, 10_000, 2000);

        Assert.Equal(Cut(10_000, 100, 300).Rows, sample.Fewer(300).Select(p => sample.Rows[p]));
    }
}
