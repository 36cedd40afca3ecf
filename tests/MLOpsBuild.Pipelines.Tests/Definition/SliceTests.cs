using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Definition;

public sealed class SliceTests
{
    private static readonly Table Rows = new(
    [
        new NumberColumn("distance", [100, 500, 999.5, 1000, 2500, double.NaN]),
        TextColumn.Of("destination", ["JFK", "LAX", "JFK", null, "JFK", "ANC"]),
        new IntegerColumn("dow", [1, 2, 1, 2, 1, 7]),
    ]);

    [Fact]
    public void Bands_close_below_and_open_above()
    {
        var slices = Slice.Bands("distance", 500, 1000).Split(Rows).ToArray();

        Assert.Equal(["distance<500", "500<=distance<1000", "distance>=1000"], slices.Select(s => s.Name));
        Assert.Equal([[0], [1, 2], [3, 4]], slices.Select(s => s.Rows));
    }

    [Fact]
    public void A_missing_number_is_in_no_band() =>
        Assert.DoesNotContain(5, Slice.Bands("distance", 500).Split(Rows).SelectMany(s => s.Rows));

    [Fact]
    public void A_band_without_rows_is_still_named()
    {
        var slices = Slice.Bands("distance", 50, 100).Split(Rows).ToArray();

        Assert.Equal("distance<50", slices[0].Name);
        Assert.Empty(slices[0].Rows);
    }

    [Fact]
    public void Values_are_sorted_and_need_enough_rows()
    {
        var slices = Slice.Values("destination", minimumRows: 1).Split(Rows).ToArray();

        Assert.Equal(["destination=ANC", "destination=JFK", "destination=LAX"], slices.Select(s => s.Name));
        Assert.Equal([0, 2, 4], slices[1].Rows);
        Assert.Equal(["destination=JFK"], Slice.Values("destination", minimumRows: 2).Split(Rows).Select(s => s.Name));
    }

    [Fact]
    public void Whole_numbers_make_slices_too() =>
        Assert.Equal(["dow=1", "dow=2"], Slice.Values("dow", minimumRows: 2).Split(Rows).Select(s => s.Name));

    [Fact]
    public void A_slice_says_what_it_is()
    {
        Assert.Equal("distance at 500 1000.5", Slice.Bands("distance", 500, 1000.5).ToString());
        Assert.Equal("destination with 150 rows", Slice.Values("destination", 150).ToString());
    }
}
