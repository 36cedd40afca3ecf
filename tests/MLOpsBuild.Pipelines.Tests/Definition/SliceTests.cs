using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Definition;

public sealed class SliceTests
{
    private static readonly Table Rows = new([new NumberColumn("minute", [10, 400, 360, double.NaN])]);

    [Fact]
    public void Bands_take_every_row_with_a_value_once() =>
        Assert.Equal(["minute<360: 0", "minute>=360: 1 2"], Slice.Bands("minute", 360).Split(Rows).Select(Text));

    [Fact]
    public void Slice_from_a_bound_leaves_out_the_rows_below_and_says_why()
    {
        var plan = new EvaluationPlan([Slice.AtLeast("minute", 360, "yesterday is not over")]);
        Assert.Equal(["minute>=360: 1 2"], plan.Slices[0].Split(Rows).Select(Text));
        Assert.Equal("yesterday is not over", plan.Notes(Rows)["minute>=360"]);
        Assert.NotEqual(Slice.Bands("minute", 360).ToString(), plan.Slices[0].ToString());
    }

    private static string Text((string Name, int[] Rows) slice) => $"{slice.Name}: {string.Join(' ', slice.Rows)}";
}
